#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Logins of one user by the hundred, all at once: they spend exactly the budget, share the running code,
# and a recovery code lets in one of them.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

readonly logins=$house/logins
readonly too_many='Too many codes were sent\. Try again in [0-9]+ minutes or ask your administrator\.
pamtester: Have exhausted maximum number of retries for service'
waiting=()

install -m 0755 "$4" "$house/ozibusctl"

# log_in NUMBER SERVICE USER: once the gate is open. Its person is a pipe, which never comes to an end.
log_in() {
    local status=0
    flock --shared "$logins/gate" pamtester "$2" "$3" authenticate \
        <>"$logins/$1.typed" >"$logins/$1.shown" 2>&1 || status=$?
    printf '%d\n' "$status" >"$logins/$1.ended"
}

# at_once COUNT SERVICE USER: until each has ended or is at its question, which is the case of `waiting`.
at_once() {
    local gate number
    rm -rf "$logins"
    mkdir "$logins"
    exec {gate}>"$logins/gate"
    flock "$gate"
    for ((number = 1; number <= $1; number++)); do
        mkfifo "$logins/$number.typed"
        log_in "$number" "$2" "$3" &
    done
    flock --unlock "$gate"
    exec {gate}>&-
    wait_until are_settled "$1"
    mapfile -t waiting < <(cd "$logins" && grep -l '^Code' -- *.shown | sed 's/\.shown//')
}

are_settled() {
    (($(find "$logins" -name '*.ended' | wc -l) + $(cat "$logins"/*.shown | grep -c '^Code') == $1))
}

# types NUMBER LINE...: all that is typed in that login.
types() {
    printf '%s\n' "${@:2}" 1<>"$logins/$1.typed"
}

all_ended() {
    (($(find "$logins" -name '*.ended' | wc -l) == $1))
}

# ended COUNT STATUS: so many logins had that exit status.
ended() {
    same "exit status $2" "$1" "$(cat "$logins"/*.ended | grep -c "^$2\$")"
}

# showed COUNT TEXT: so many logins showed that. What is typed does not show, nor its line end.
showed() {
    same "$2" "$1" "$(cat "$logins"/*.shown | grep -c -F "$2")"
}

# results COUNT PATTERN: since the last look; the lines of others are looked at, too.
results() {
    same "$2" "$1" "$(grep -o ' result=.*' "$OZIBUS_SYSLOG" | tail -n "+$((results_seen + 1))" | grep -c -E "$2")"
}

furnish
for user in carol dave; do
    make_user "$user" '+61400000002'
done
# Longer than it takes until the last of them has looked.
write_configuration limited 'send_limit = "5 per 15m"' 'lockout = "50 per 1h"' \
    <<<$'attempts = 5\nresend_wait = "0s"\nlogin_timeout = "10m"'
write_configuration shared 'send_limit = "5 per 15m"' 'lockout = "50 per 1h"' \
    <<<$'resend_wait = "10m"\nlogin_timeout = "10m"'
pam_service limited "$(ozibus_auth limited)"
pam_service shared "$(ozibus_auth shared)"

scenario "a hundred logins order five messages, and the others are told to wait"
at_once 100 limited alice
same "logins at the question" 5 "${#waiting[@]}"
orders 5
ended 95 1
for ended in "$logins"/*.ended; do
    [[ $(<"${ended%.ended}.shown") =~ ^$too_many$ ]] || say_why_and_stop "it was not told to wait:" "${ended%.ended}.shown"
done

# Each message has replaced the code of the one before, in whatever order they came to the server.
mapfile -t codes < <(grep -o '"code":"[^"]*"' "$outbox" | tail -n 5 | cut -d'"' -f4)
types "${waiting[0]}" "${codes[@]}"
wait_until test -s "$logins/${waiting[0]}.ended"
for number in "${waiting[@]:1}"; do
    types "$number" "${codes[@]}"
done
wait_until all_ended 100
ended 1 0
same "its exit status" 0 "$(<"$logins/${waiting[0]}.ended")"
showed 4 "Too many codes that were not accepted."
orders 0
settle
results 100 '.'
results 95 'result=limited user=alice service=limited .* sends=0 attempts=0 .*send_limit'
results 1 'result=accepted user=alice service=limited .* sends=1 '
results 4 'result=maxtries user=alice service=limited .* sends=1 attempts=5 '
results_seen=100

scenario "a hundred logins share one message, and nobody reads of a limit"
at_once 100 shared carol
same "logins at the question" 100 "${#waiting[@]}"
orders 1
showed 1 "A code was sent to +61*****002 by SMS."
showed 99 "A moment ago a code was sent to +61*****002 by SMS."
code=$(tail -n 1 "$outbox" | grep -o '"code":"[^"]*"' | cut -d'"' -f4)
types 100 "$code"
wait_until test -s "$logins/100.ended"
for number in "${waiting[@]}"; do
    types "$number" "" "" ""
done
wait_until all_ended 100
ended 1 0
same "its exit status" 0 "$(<"$logins/100.ended")"
ended 99 1
orders 0
settle
results 100 '.'
results 1 'result=accepted user=carol service=shared '
results 99 'result=rejected user=carol service=shared .* attempts=0 '
results_seen=200

scenario "of twenty logins with one recovery code, one gets in"
"$house/ozibusctl" --config "$house/shared.conf" recovery create dave >"$house/codes" 2>"$house/said"
at_once 20 shared dave
same "logins at the question" 20 "${#waiting[@]}"
recovery_code=$(head -n 1 "$house/codes")
for number in "${waiting[@]}"; do
    types "$number" "$recovery_code" "" "" ""
done
wait_until all_ended 20
ended 1 0
ended 19 1
showed 19 "That code was not accepted. 2 attempts left."
orders 1
settle
results 20 '.'
results 1 'result=recovery user=dave service=shared .*recovery codes left: 9'
results 19 'result=rejected user=dave service=shared .* attempts=1 '
