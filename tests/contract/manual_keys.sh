#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# manual_keys.sh CONF PAGE: what the manual page shows to its reader and what the shipped configuration
# lists are the same sections, keys and defaults in the same order, and each key is explained.
set -euo pipefail
conf=$1
page=$2

# "[section] key = default" for each commented key.
listed() {
    awk '
        /^#? ?\[/ { section = $0; sub(/^# ?/, "", section) }
        /^# ?[a-z_]+ = / { sub(/^# ?/, ""); print section, $0 }' "$conf"
}

# The same for each entry, which is a line that begins with a key in bold (every character of it is printed
# twice, with a backspace between). What explains it stands deeper than the entry itself.
documented() {
    mandoc -T ascii -O width=1000 "$page" | awk '
        function close_entry() {
            if (entry != "") print entry (explained ? "" : " (not explained)")
            entry = ""
        }
        { is_entry = /^ +([a-z_]\b[a-z_])+ = / }
        { gsub(/.\b/, "") }
        !/[^ ]/ { next }
        { depth = match($0, /[^ ]/) }
        entry != "" && depth > entry_depth { explained = 1; next }
        { close_entry() }
        depth == 1 { section = $0 ~ /^\[/ ? $0 : "" }
        is_entry { entry = section " " substr($0, depth); entry_depth = depth; explained = 0 }
        END { close_entry() }'
}

count=$(listed | wc -l)
if ((count < 15)); then
    printf '%s: only %d keys found\n' "$conf" "$count"
    exit 1
fi
diff --label "$conf" --label "$page" --unified=0 <(listed) <(documented)
printf '%d keys\n' "$count"
