#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# manual_arguments.sh ARGUMENTS_CPP REPORT_CPP PAGE: the arguments that the module takes, the words with which a
# login's line in the log can begin, and those that the manual page explains, are the same.
set -euo pipefail
arguments=$1
report=$2
page=$3

# part NAME: that part of the page, without bold and underline (a character, a backspace, and the character).
part() {
    mandoc -T ascii -O width=1000 "$page" | sed 's/.\x08//g' |
        awk -v name="$1" '/^[A-Z]/ { inside = $0 == name; next } inside'
}

same() {
    diff --label "$1" --label "$page" --unified=0 <(sort <<<"$2") <(sort <<<"$3")
    printf '%s: %d\n' "$1" "$(wc -l <<<"$2")"
}

same "$arguments" "$(grep -oP '(?<=")(debug|[a-z]+=)(?=")' "$arguments" | sort -u)" \
    "$(part OPTIONS | grep -oP '^ {7}\K([a-z]+=|debug$)')"
same "$report" "$(grep -oP 'return "\K[a-z]+(?=";)' "$report" | sort -u)" \
    "$(part LOG | grep -A1 -P '^ {7}result$' | tail -n 1 | sed 's/([^)]*)//g; s/^.*: //' | grep -oE '[a-z]+' |
        grep -vxE 'or')"
