#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# manual_commands.sh OZIBUSCTL PAGE: the commands that the program's help lists and those that its manual page
# explains are the same, with the same options and arguments, in the same order.
set -euo pipefail
ctl=$1
page=$2
# shellcheck source=tests/contract/listed_commands.sh
source "$(dirname "$0")/listed_commands.sh"

# What listed() prints, for each entry of COMMANDS, which is a line that begins in bold (every character of it is printed
# twice, with a backspace between). What explains it stands deeper than the entry itself.
documented() {
    mandoc -T ascii -O width=1000 "$page" | awk '
        function close_entry() {
            if (entry != "") print entry (explained ? "" : " (not explained)")
            entry = ""
        }
        { is_entry = /^ +[a-z]\b[a-z]/ }
        { gsub(/.\b/, "") }
        !/[^ ]/ { next }
        { depth = match($0, /[^ ]/) }
        entry != "" && depth > entry_depth { explained = 1; next }
        { close_entry() }
        depth == 1 { section = $0 }
        is_entry && section == "COMMANDS" { entry = substr($0, depth); entry_depth = depth; explained = 0 }
        END { close_entry() }'
}

count=$(listed | wc -l)
if ((count < 7)); then
    printf '%s: only %d commands found\n' "$ctl" "$count"
    exit 1
fi
diff --label "$ctl --help" --label "$page" --unified=0 <(listed) <(documented)
printf '%d commands\n' "$count"
