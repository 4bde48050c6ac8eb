#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A real ssh login by public key and code, with sshd and PAM set up as shipped.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
pam_service ozibus-key "$(shipped_stack ozibus-key-and-code login)"
start_sshd ozibus-key Include "$conf/sshd_config.d/00-ozibus-key-and-code.conf"

readonly who='user=alice service=ozibus-key rhost=127\.0\.0\.1 tty=ssh channel=sms contact=\+61\*\*\*\*\*001'
readonly times='elapsed_ms=[0-9]+ api_ms=[0-9]+'

scenario "the right code gets in"
dialogue <<'END'
ssh ozibus-key whoami
asked $sent $question
answer [code]
ends "alice\r\n" 0
END
one_result "result=accepted $who sends=1 attempts=1 $times"
failures 0
orders 1
verifies 1

scenario "a wrong code is refused, then the right one gets in"
dialogue <<'END'
ssh ozibus-key whoami
asked $sent $question
answer [wrong_code]
asked "That code was not accepted. 2 attempts left." $question
answer [code]
ends "alice\r\n" 0
END
one_result "result=accepted $who sends=1 attempts=2 $times"
failures 0
orders 1
verifies 2

scenario "r sends another code, and that one gets in"
dialogue <<'END'
ssh ozibus-key whoami
asked $sent $question
answer r
asked "The code was sent again to +61*****001 by SMS." $question
if {[llength [lines_of $house/outbox.jsonl]] != 4} { fail "no second message" }
answer [code]
ends "alice\r\n" 0
END
one_result "result=accepted $who sends=2 attempts=1 $times"
failures 0
orders 2
verifies 1

scenario "three wrong codes end the login, and there is no fourth question"
dialogue <<'END'
ssh ozibus-key whoami
asked $sent $question
answer [wrong_code]
asked "That code was not accepted. 2 attempts left." $question
answer [wrong_code]
asked "That code was not accepted. 1 attempt left." $question
answer [wrong_code]
await "Too many codes that were not accepted.\r\n\r\r\n"
# sshd now offers nothing at all. The ssh client takes that for everything, and asks; in vain.
await "\ralice@server's password: "
type alicePass1
await "\r\n"
ends "alice@127.0.0.1: Permission denied ().\r\r\n" 255
END
one_result "result=maxtries $who sends=1 attempts=3 $times reason=.*"
failures 1
orders 1
verifies 3

scenario "a client that leaves at the question ends the helper"
dialogue <<'END'
ssh ozibus-key whoami
asked $sent $question
leave
END
one_result "result=aborted $who sends=1 attempts=0 $times reason=.*"
failures 0
orders 1
verifies 0
