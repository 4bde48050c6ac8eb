#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# draw.sh: makes architecture.svg of architecture.dot, with graphviz. draw.sh check: whether that was done since the
# last change, without graphviz.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"
mark="<!-- of architecture.dot, sha256 $(sha256sum architecture.dot | cut -d ' ' -f 1) -->"

case ${1-draw} in
draw)
    picture=$(dot -Tsvg architecture.dot)
    printf '%s\n%s\n' "$picture" "$mark" >architecture.svg
    ;;
check)
    if ! grep -qFx -e "$mark" architecture.svg; then
        printf 'docs/architecture.svg is not of this architecture.dot; run: docs/draw.sh\n'
        exit 1
    fi
    ;;
*)
    printf 'usage: draw.sh [check]\n' >&2
    exit 2
    ;;
esac
