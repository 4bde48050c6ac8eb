#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# user_map.sh OZIBUSCTL FOLDER [LINES [ROUNDS]]: how long the commands for users take with a map of a million lines, and
# what decides about a login (`explain`), as a ratio to `grep -m1` for the same login, which stands in the last line.
# FOLDER has to be one that only root can change, and is left empty. Prints "COMMAND MEDIAN_MS RATIO" for each. The
# rounds are interleaved: what else the machine does hits all alike.
set -euo pipefail
readonly ctl=$1 folder=$2 lines=${3:-1000000} rounds=${4:-15}
readonly map=$folder/users.map

make_map() {
    awk -v lines="$lines" 'BEGIN {
        for (i = 1; i < lines; i++) printf "u%d: +614%08d, u%d@example.com\n", i, i, i
        print "daemon: daemon@example.com"
    }' >"$map"
    chmod 0640 "$map"
    mkdir -m 0700 "$folder/state"
    printf '%s\n' '[users]' "map = \"$map\"" '[policy]' "state_dir = \"$folder/state\"" '[log]' 'level = "error"' \
        >"$folder/ozibus.conf"
}

# timed NAME COMMAND...
timed() {
    local start=$EPOCHREALTIME name=$1
    shift
    "$@" >/dev/null
    local end=$EPOCHREALTIME
    printf '%s %s\n' "$name" $((${end/./} - ${start/./})) >>"$folder/times"
}

one_round() {
    timed grep grep -m1 '^daemon:' "$map"
    timed show "$ctl" --config "$folder/ozibus.conf" user show daemon
    timed login "$ctl" --config "$folder/ozibus.conf" explain daemon
    timed set "$ctl" --config "$folder/ozibus.conf" user set daemon daemon@example.com
    timed list "$ctl" --config "$folder/ozibus.conf" user list
    timed copy cp "$map" "$folder/copy"
    timed copy_to_disk dd if="$map" of="$folder/copy" bs=1M conv=fsync status=none
}

# median NAME: in microseconds.
median() {
    awk -v name="$1" '$1 == name { print $2 }' "$folder/times" | sort -n | sed -n "$((rounds / 2 + 1))p"
}

trap 'rm -rf "$folder"/{state,times,copy,ozibus.conf,users.map,.users.map.lock}' EXIT
make_map
for ((round = 0; round < rounds; round++)); do
    one_round
done
for name in grep show login set list copy copy_to_disk; do
    awk -v name="$name" -v time="$(median "$name")" -v grep="$(median grep)" \
        'BEGIN { printf "%-12s %8.1f %6.2f\n", name, time / 1000, time / grep }'
done
