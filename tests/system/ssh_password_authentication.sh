#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# sshd's PasswordAuthentication can't ask a second question: it answers every hidden one with the
# password. The login has to fail, and the password must never be sent to the API as if it were a code.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
write_configuration hidden <<<'echo = false'
pam_service ozibus-shown "auth requisite pam_unix.so" "$(ozibus_auth login)"
pam_service ozibus-hidden "auth requisite pam_unix.so" "$(ozibus_auth hidden)"
pam_service ozibus-shown-alone "$(ozibus_auth login)"
pam_service ozibus-hidden-alone "$(ozibus_auth hidden)"

# alicePass1 looks just like a code: letters and digits, ten of them.
# Only where nothing tells a password from a code is a person asked for before a message is ordered.
while read -r service messages; do
    scenario "the password is not taken for a code: $service"
    start_sshd "$service" PasswordAuthentication yes KbdInteractiveAuthentication no
    dialogue <<END
ssh -o PreferredAuthentications=password $service whoami
await "\ralice@server's password: "
type alicePass1
await "\r\n"
ends "alice@127.0.0.1: Permission denied (publickey,password).\r\r\n" 255
END
    one_result "result=aborted user=alice service=$service .*"
    failures 0
    orders "$messages"
    verifies 0
done <<'END'
ozibus-shown 1
ozibus-hidden 1
ozibus-shown-alone 1
ozibus-hidden-alone 0
END
