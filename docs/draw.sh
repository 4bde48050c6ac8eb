#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# draw.sh: makes architecture.svg of architecture.dot, with graphviz. draw.sh check: whether that was done since the
# last change, and whether the picture has its words and its arrows, no more and no less, without graphviz.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"
mark="<!-- of architecture.dot, sha256 $(sha256sum architecture.dot | cut -d ' ' -f 1) -->"

# Each line of each label, and each arrow.
drawn_from() {
    grep -oP '\blabel="\K[^"]+' architecture.dot | sed 's/\\n/\n/g'
    grep -oP '^ *\K[a-z]+ -> [a-z]+' architecture.dot | tr -d ' '
}

drawn() {
    sed -nE 's|.*<text [^>]*>(.*)</text>.*|\1|p; s|.*<title>(.*&gt;.*)</title>.*|\1|p' architecture.svg |
        sed "s/&#45;/-/g; s/&#39;/'/g; s/&quot;/\"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\\&/g"
}

case ${1-draw} in
draw)
    picture=$(dot -Tsvg architecture.dot)
    printf '%s\n%s\n' "$picture" "$mark" >architecture.svg
    ;;
check)
    if ! grep -qFx -e "$mark" architecture.svg ||
        ! diff --label architecture.dot --label architecture.svg --unified=0 <(drawn_from | sort) <(drawn | sort); then
        printf 'docs/architecture.svg is not of this architecture.dot; run: docs/draw.sh\n'
        exit 1
    fi
    ;;
*)
    printf 'usage: draw.sh [check]\n' >&2
    exit 2
    ;;
esac
