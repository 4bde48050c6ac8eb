#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A real ssh login by password and code, both asked for by keyboard-interactive.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
pam_service ozibus-both "auth requisite pam_unix.so" "$(ozibus_auth login)"
start_sshd ozibus-both AuthenticationMethods keyboard-interactive

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
