#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Bob is not in users.map: he is told to ask his administrator, and nothing is sent.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
pam_service ozibus-key "$(ozibus_auth login)"
start_sshd ozibus-key AuthenticationMethods publickey,keyboard-interactive

scenario "a user without a contact is denied and told whom to ask"
dialogue <<'END'
ssh -l bob ozibus-key whoami
await "The second factor is not available. Ask your administrator.\r\n\r\r\n"
ends "bob@127.0.0.1: Permission denied (keyboard-interactive).\r\r\n" 255
END
one_result "result=unenrolled user=bob service=ozibus-key rhost=127\.0\.0\.1 tty=ssh sends=0 attempts=0 .*"
failures 1
orders 0
