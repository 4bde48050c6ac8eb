#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# typing_errors.sh OZIBUSCTL: whoever types what it does not know is told which word, and what is possible.
set -euo pipefail
ctl=$1
findings=0

# says PATTERN WORD...: that line alone, and the exit status of a wrong command line.
says() {
    local pattern=$1 status=0 said
    shift
    said=$("$ctl" --config /no/such/file "$@" 2>&1) || status=$?
    if [[ $status != 2 || ! $said =~ ^ozibusctl:\ $pattern\;\ see\ ozibusctl\ --help-all$ ]]; then
        printf 'ozibusctl %s: exit status %s, expected "%s", but it was "%s"\n' "$*" "$status" "$pattern" "$said"
        findings=$((findings + 1))
    fi
}

says 'ozibusctl: the command is missing; write check, .* or user'
says 'chekc: no such command; write check, .* or user' chekc
says 'chekc: no such command; write check, .* or user' chekc --json
says 'ssh: no such service; write sshd or sudo' enable ssh
says 'ssh: no such service; write sshd or sudo' enable ssh --untested
says 'enable: the service is missing; write sshd or sudo' enable
says 'disable: the service is missing; write sshd or sudo' disable
says 'add: no such command; write list, show, set or remove' user add alice
says 'recovery: the command is missing; write create, list or revoke' recovery
says '--first-factor: write key or password' enable sshd --first-factor foo
says '--first-factor: write key or password' enable sshd --first-factor 1
says 'USER is required' explain
says '.*: --foo' test alice --foo

exit $((findings > 0))
