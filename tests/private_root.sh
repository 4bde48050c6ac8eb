#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# private_root.sh COMMAND [ARGUMENT...]: runs COMMAND as root on this machine's programs, but with
# accounts, configuration, devices, processes and a network that are its own and end with it.
#
# COMMAND sees private copies of /etc and /dev, empty /run, /var/log, /var/mail and /var/lib/sudo, and
# no network but loopback. Every syslog message becomes one line of the file $OZIBUS_SYSLOG. Nothing of
# it outlives COMMAND, whose exit status this script passes on. It has to be root, on the machine itself
# or in a container that may mount (docker run --privileged).
set -euo pipefail

namespaces=(--mount --pid --net --ipc --uts --fork --kill-child --mount-proc)
rooms=$(dirname "$(realpath "$0")")/private_root

fail() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 125
}

(($# > 0)) || fail "what shall be run? Usage: private_root.sh COMMAND [ARGUMENT...]"
((EUID == 0)) || fail "has to be root: it makes accounts and starts sshd, all in namespaces of its own"
refusal=$(unshare "${namespaces[@]}" true 2>&1) ||
    fail "no namespaces here (${refusal}): needs CAP_SYS_ADMIN, as on a plain machine or in a container started with 'docker run --privileged'"

# Unshare holds back signals that end this script, so it is told to die with it; --kill-child takes the
# rest along, even when this script is killed outright.
setpriv --pdeathsig KILL unshare "${namespaces[@]}" "$rooms/furnish.sh" "$@"
