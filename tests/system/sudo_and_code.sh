#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A real sudo that asks for a code.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
pam_service ozibus-sudo "$(ozibus_auth login)"
start_sudo ozibus-sudo

scenario "the right code runs the command"
dialogue <<'END'
sudo whoami
await "$sent\r\n$question"
answer [code]
ends "root\r\n" 0
END
one_result "result=accepted user=alice service=ozibus-sudo .* sends=1 attempts=1 .*"
failures 0
orders 1
verifies 1

pam_service ozibus-sudo-both "$(shipped_stack ozibus-password-and-code login)"
start_sudo ozibus-sudo-both

scenario "behind the password, with PAM set up as shipped"
dialogue <<'END'
sudo whoami
await {[sudo] password for alice: }
type alicePass1
await "\r\n$sent\r\n$question"
answer [code]
ends "root\r\n" 0
END
one_result "result=accepted user=alice service=ozibus-sudo-both .* sends=1 attempts=1 .*"
orders 1
verifies 1

start_sudo ozibus-sudo

scenario "Ctrl-C at the question denies"
dialogue <<'END'
sudo touch /run/ozibus/touched
await "$sent\r\n$question"
send "\x03"
ends "^C\r\nsudo: a password is required\r\n" 1
END
one_result "result=aborted user=alice service=ozibus-sudo .*"
failures 0
orders 1
verifies 0

scenario "Ctrl-D at the question denies"
dialogue <<'END'
sudo touch /run/ozibus/touched
await "$sent\r\n$question"
send "\x04"
ends "\r\nsudo: no password was provided\r\nsudo: a password is required\r\n" 1
END
one_result "result=aborted user=alice service=ozibus-sudo .*"
failures 0
orders 1
verifies 0
[[ ! -e /run/ozibus/touched ]] || say_why_and_stop "the command was run"

kill "$server_pid"
wait "$server_pid"

scenario "a service that is down denies, and the person is told whom to ask"
dialogue <<'END'
sudo touch /run/ozibus/touched
await "The second factor is not available. Ask your administrator.\r\n"
expect eof
END
[[ ! -e /run/ozibus/touched ]] || say_why_and_stop "the command was run"
settle
grep -q 'result=unavailable user=alice service=ozibus-sudo .*cannot connect' "$OZIBUS_SYSLOG" ||
    say_why_and_stop "the log does not say why:" "$OZIBUS_SYSLOG"
