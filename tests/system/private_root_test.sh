#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# private_root.sh keeps its promises: the machine is not touched, and nothing outlives the command.
set -euo pipefail
private_root=$(dirname "$(realpath "$0")")/../private_root.sh

fail() {
    printf 'FAILED: %s\n' "$1" >&2
    exit 1
}

etc_of_the_machine() {
    find /etc -printf '%p %T@ %s\n' | sort
}

the_machine_is_not_touched() {
    local before
    before=$(etc_of_the_machine)
    "$private_root" bash -ec '
        useradd private-visitor
        echo text >/etc/pam.d/private
        touch /run/visitor /var/log/visitor'
    [[ $(etc_of_the_machine) == "$before" ]] || fail "/etc has changed"
    [[ ! -e /run/visitor && ! -e /var/log/visitor ]] || fail "files were left"
}

loopback_is_the_only_network() {
    local links
    links=$("$private_root" ip -oneline link)
    [[ $links == *"lo: <LOOPBACK,UP"* && $(wc -l <<<"$links") == 1 ]] || fail "the network is: $links"
}

messages_are_collected_whole() {
    local long log
    long=$(printf '%02000d' 7)
    # shellcheck disable=SC2016 # for the shell inside
    log=$("$private_root" bash -ec '
        send="IO::Socket::UNIX->new(Type => SOCK_DGRAM, Peer => q(/dev/log))->send(\$_) for @ARGV"
        perl -MIO::Socket::UNIX -e "$send" "<13>$0" $'\''<13>two\nlines'\'' "<13>last"
        until grep -q last "$OZIBUS_SYSLOG"; do sleep 0.02; done
        cat "$OZIBUS_SYSLOG"' "$long")
    [[ $log == "<13>$long"$'\n<13>two#012lines\n<13>last' ]] || fail "the log is: $log"
}

the_status_is_that_of_the_command() {
    local status=0
    "$private_root" bash -c 'exit 42' || status=$?
    ((status == 42)) || fail "the exit status was $status"
}

# The command inside holds the pipe open for as long as one of its processes lives.
everything_ends_with_the_script() {
    local signal end script
    for signal in KILL TERM HUP; do
        exec {end}< <(exec "$private_root" bash -c 'setsid sleep 1000 & echo ready; sleep 1000')
        script=$!
        read -r -t 30 <&"$end" || fail "the command did not start"
        kill -s "$signal" "$script"
        if read -r -t 30 <&"$end" || (($? > 128)); then
            fail "processes outlived the $signal of their script"
        fi
        exec {end}<&-
    done
}

the_machine_is_not_touched
loopback_is_the_only_network
messages_are_collected_whole
the_status_is_that_of_the_command
everything_ends_with_the_script
