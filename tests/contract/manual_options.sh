#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# manual_options.sh PROGRAM PAGE: the program's own options, as its help lists them, and those under OPTIONS in its manual
# page are the same, with the same arguments, and each is explained; and SYNOPSIS has those that are not for help alone.
set -euo pipefail
program=$1
page=$2
help=$("$program" --help)

# part NAME: that part of the page, without bold and underline (a character, a backspace, and the character).
part() {
    mandoc -T ascii -O width=1000 "$page" | sed 's/.\x08//g' |
        awk -v name="$1" '/^[A-Z]/ { inside = $0 == name; next } inside'
}

# "--config FILE REQUIRED" for each option.
listed() {
    awk '
        /^[A-Z]/ { part = $1 }
        part == "Options:" && /^  -/ {
            sub(/^-.,/, "", $1)
            sub(/=.*/, "", $2)
            print $1 ($2 ~ /^[A-Z]+$/ ? " " $2 : "") ($3 == "REQUIRED" ? " REQUIRED" : "")
        }' <<<"$help"
}

# An entry begins at the margin, and what explains it stands deeper.
documented() {
    part OPTIONS | awk '
        function close_entry() { if (entry != "") print entry (explained ? "" : " (not explained)") }
        /^       [^ ]/ { close_entry(); entry = substr($0, 8); explained = 0 }
        /^        / { explained = 1 }
        END { close_entry() }' | sed 's/, /\n/g'
}

synopsis() {
    local option line=${program##*/}
    while read -r option; do
        case $option in
        --help | --help-all | --version) ;;
        *' REQUIRED') line+=" ${option% REQUIRED}" ;;
        *) line+=" [$option]" ;;
        esac
    done < <(listed)
    if grep -q '^Subcommands:' <<<"$help"; then
        line+=' COMMAND ARGUMENT...'
    fi
    printf '%s\n' "$line"
}

count=$(listed | wc -l)
if ((count < 3)); then
    printf '%s: only %d options found\n' "$program" "$count"
    exit 1
fi
diff --label "$program --help" --label "$page: OPTIONS" --unified=0 <(listed | sed 's/ REQUIRED$//' | sort) <(documented | sort)
diff --label "$program --help" --label "$page: SYNOPSIS" --unified=0 <(synopsis) <(part SYNOPSIS | sed 's/^ *//; /^$/d')
printf '%d options\n' "$count"
