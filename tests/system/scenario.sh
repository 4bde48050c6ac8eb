# SPDX-License-Identifier: Apache-2.0
# source scenario.sh MODULE HELPER SERVER: the fixture, and the words in which a scenario states what a
# login showed, logged and asked of the server.
# shellcheck shell=bash disable=SC2154
tests=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=tests/system/fixture.sh
source "$tests/fixture.sh" "$@"

results_seen=0
failures_seen=0
verifies_seen=0
orders_seen=0
marks=0

# scenario NAME: what the lines below it show.
scenario() {
    printf '\n-- %s\n' "$1"
}

# dialogue <<< TCL: a person's side of a login, in the words of dialogue.tcl.
dialogue() {
    cat "$tests/dialogue.tcl" - | expect - || say_why_and_stop "The system's log:" "$OZIBUS_SYSLOG"
}

no_helper_runs() {
    local link
    for link in /proc/[0-9]*/exe; do
        if [[ $(readlink "$link") == "$helper" ]]; then
            return 1
        fi
    done
}

# Every login is over, and what it logged is in the file: messages are written in the order they came.
settle() {
    wait_until no_helper_runs
    marks=$((marks + 1))
    logger --tag mark "number $marks."
    wait_until grep -q "mark: number $marks\\." "$OZIBUS_SYSLOG"
}

count() {
    grep -c -- "$1" "$2" || (($? == 1))
}

# same WHAT EXPECTED ACTUAL
same() {
    [[ $2 == "$3" ]] || say_why_and_stop "$1: expected $2, but it was $3. The system's log:" "$OZIBUS_SYSLOG"
}

# one_result PATTERN: since the last look one login ended, and PATTERN is its whole result line.
one_result() {
    settle
    results_seen=$((results_seen + 1))
    same "result lines" "$results_seen" "$(count ' result=' "$OZIBUS_SYSLOG")"
    local line
    line=$(grep -o ' result=.*' "$OZIBUS_SYSLOG" | tail -n 1)
    [[ $line =~ ^\ $1$ ]] || say_why_and_stop "expected: $1
but it was:$line"
}

# failures N: since the last look, so many failures were logged in pam_unix's own form.
failures() {
    settle
    failures_seen=$((failures_seen + $1))
    same "failure lines" "$failures_seen" "$(count 'pam_ozibus([^)]*): authentication failure;' "$OZIBUS_SYSLOG")"
}

has_lines() {
    (($(count "$2" "$3") >= $1))
}

# orders N, verifies N: since the last look, so many messages were sent and codes looked at.
orders() {
    orders_seen=$((orders_seen + $1))
    wait_until has_lines "$orders_seen" . "$outbox"
    same "messages sent" "$orders_seen" "$(count . "$outbox")"
}

verifies() {
    verifies_seen=$((verifies_seen + $1))
    wait_until has_lines "$verifies_seen" /verify "$access_log"
    same "verify requests" "$verifies_seen" "$(count /verify "$access_log")"
}
