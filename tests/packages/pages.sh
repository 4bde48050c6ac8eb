#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# pages.sh PACKAGES: the pages in Markdown that the packages of the folder PACKAGES install lead to files that the same
# package installs, under these very names.
set -euo pipefail
root=$(mktemp --directory)
trap 'rm -rf "$root"' EXIT

pages=0
links=0
findings=0
for package in "$1"/*.deb; do
    tree=$root/$(basename "$package")
    dpkg-deb --extract "$package" "$tree"
    while read -r page; do
        pages=$((pages + 1))
        while read -r link; do
            links=$((links + 1))
            if [[ ! -f $(dirname "$page")/${link%%#*} ]]; then
                printf '%s: leads to %s, which is not installed\n' "${page#"$tree"}" "$link"
                findings=$((findings + 1))
            fi
        done < <(grep -oP '\]\(\K(?!https?:|#)[^)]+' "$page")
    done < <(find "$tree/usr/share/doc" -name '*.md*')
done
printf '%d pages, %d links\n' "$pages" "$links"
((findings == 0 && pages > 6 && links > 6))
