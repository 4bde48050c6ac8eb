#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# pages.sh SOURCE OZIBUSCTL: what the pages in Markdown lead to is there: files of this tree, headings of another page,
# and commands of ozibusctl. And what stands in their tables can be copied.
set -euo pipefail
ozibusctl=$2
cd "$1"
pages=(*.md docs/*.md)
findings=0

finding() {
    printf '%s\n' "$*"
    findings=$((findings + 1))
}

# As GitHub makes an anchor of a heading.
anchors() {
    sed -n 's/^##* //p' "$1" | tr '[:upper:] ' '[:lower:]-' | sed 's/[^a-z0-9_-]//g'
}

links=0
for page in "${pages[@]}"; do
    while read -r link; do
        links=$((links + 1))
        file=$page
        if [[ $link != \#* ]]; then
            file=$(dirname "$page")/${link%%#*}
        fi
        if [[ ! -e $file ]]; then
            finding "$page: leads to $link, which is not there"
        elif [[ $link == *#* ]] && ! grep -qFx -e "${link#*#}" <<<"$(anchors "$file")"; then
            finding "$page: leads to $link, and there is no such heading"
        fi
    done < <(grep -oP '\]\(\K(?!https?:)[^)]+' "$page")
done

commands=0
while read -r -a words; do
    commands=$((commands + 1))
    # The help of what is no command is that of all.
    help=$("$ozibusctl" "${words[@]}" --help)
    [[ $help == *"Usage: ozibusctl ${words[*]} "* ]] || finding "no command: ozibusctl ${words[*]}"
done < <(grep -ohP '\bozibusctl \K(recovery [a-z]+|user (list|show|set|remove)|[a-z]+)' "${pages[@]}" | sort -u)

# It is shown as |, but copied from the file it is \|, which matches nothing.
while read -r row; do
    finding "a command with \\| in a table: $row"
done < <(grep -nP '^\|.*\x60[^\x60]*\\\|' "${pages[@]}")

printf '%d links, %d commands\n' "$links" "$commands"
((findings == 0 && links > 20 && commands > 5))
