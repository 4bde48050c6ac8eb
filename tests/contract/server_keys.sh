#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# server_keys.sh SETTINGS_CPP CONF: the keys that the server takes, section by section, are those that the shipped
# configuration lists. Each section is taken by a function of its own: read_code(), read_merchants().
set -euo pipefail
settings=$1
conf=$2

taken() {
    awk '
        /^Result<.* read_[a-z]+\(/ {
            section = /read_code\(/ ? "[code] " : /read_merchants\(/ ? "[[merchant]] " : /read_settings\(/ ? "" : "?"
        }
        { rest = $0 }
        match(rest, /(take|require)\("[a-z_]+"/) {
            key = substr(rest, RSTART, RLENGTH)
            gsub(/.*\("|"/, "", key)
            print section key
        }
        match(rest, /take_tables?\("[a-z_]+"/) {
            key = substr(rest, RSTART, RLENGTH)
            many = key ~ /^take_tables/
            gsub(/.*\("|"/, "", key)
            print many ? "[[" key "]]" : "[" key "]"
        }' "$settings" | sort
}

listed() {
    awk '
        { sub(/^# ?/, "") }
        /^\[/ { section = $0; print section }
        /^[a-z_]+ = / { print (section == "" ? "" : section " ") $1 }' "$conf" | sort
}

count=$(taken | wc -l)
if ((count < 15)); then
    printf '%s: only %d keys found\n' "$settings" "$count"
    exit 1
fi
diff --label "$settings" --label "$conf" --unified=0 <(taken) <(listed)
printf '%d keys and sections\n' "$count"
