#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A real ssh login by password and code, both asked for by keyboard-interactive, with sshd and PAM set up as shipped.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
pam_service ozibus-both "$(shipped_stack ozibus-password-and-code login)"
start_sshd ozibus-both Include "$conf/sshd_config.d/00-ozibus-password-and-code.conf"

scenario "the right password leads to the question for the code"
dialogue <<'END'
ssh ozibus-both whoami
asked "Password: "
type alicePass1
await "\r\n"
asked $sent $question
answer [code]
ends "alice\r\n" 0
END
one_result 'result=accepted user=alice service=ozibus-both .* sends=1 attempts=1 .*'
orders 1
verifies 1

scenario "a wrong password never leads to a code being ordered"
dialogue <<'END'
ssh ozibus-both whoami
asked "Password: "
type wrongPass1
await "\r\n"
ends "alice@127.0.0.1: Permission denied (keyboard-interactive).\r\r\n" 255
END
failures 0
orders 0
verifies 0
