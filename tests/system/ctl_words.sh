# SPDX-License-Identifier: Apache-2.0
# source ctl_words.sh OZIBUSCTL: the words in which a scenario states what ozibusctl says, and logs.
# shellcheck shell=bash disable=SC2154
readonly said=$house/said complained=$house/complained

install -m 0755 "$1" "$house/ozibusctl"

# gives STATUS ARGUMENT...: what ozibusctl says is in $said and $complained.
gives() {
    local status=0
    "$house/ozibusctl" --config "$house/login.conf" "${@:2}" >"$said" 2>"$complained" || status=$?
    [[ $status == "$1" ]] || say_why_and_stop "ozibusctl ${*:2}: exit status $status" "$complained"
}

# reads FILE PATTERN: PATTERN is the whole of the file; "" is nothing.
reads() {
    [[ $(<"$1") =~ ^$2$ ]] || say_why_and_stop "expected: $2, but it was:" "$1"
}

# quietly STATUS PATTERN ARGUMENT...: says PATTERN and has nothing to complain of.
quietly() {
    gives "$1" "${@:3}"
    reads "$said" "$2"
    reads "$complained" ""
}

# fails STATUS PATTERN ARGUMENT...: one line on standard error, nothing else.
fails() {
    gives "$1" "${@:3}"
    reads "$said" ""
    reads "$complained" "ozibusctl: $2"
}

# one_change FIELDS: the newest line of ozibusctl in the log.
one_change() {
    local line
    settle
    line=$(grep 'ozibusctl\[' "$OZIBUS_SYSLOG" | tail -n 1)
    [[ $line =~ ozibusctl\[[0-9]+\]:\ $1$ ]] || say_why_and_stop "expected in the log: $1
but it was: $line"
}
