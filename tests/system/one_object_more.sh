#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# While sshd and sudo wait for a code, they have one file more in memory than with a stack that asks for
# a password instead: pam_ozibus.so.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
pam_service plain "auth required pam_unix.so"
pam_service ozibus "$(ozibus_auth login)"
start_sshd plain AuthenticationMethods keyboard-interactive
start_sshd ozibus AuthenticationMethods keyboard-interactive

scenario "sshd at the question"
dialogue <<'END'
ssh plain whoami
asked "Password: "
set before [mapped_by {plain: alice \[pam\]*}]
type alicePass1
await "\r\n"
ends "alice\r\n" 0

ssh ozibus whoami
asked $sent $question
same_but_for_the_module $before [mapped_by {ozibus: alice \[pam\]*}]
answer [code]
ends "alice\r\n" 0
END

scenario "sudo at the question"
start_sudo plain
dialogue <<'END'
sudo whoami
await "\[sudo\] password for alice: "
set before [mapped_by sudo?whoami*]
type alicePass1
await "\r\n"
ends "root\r\n" 0

exec sed -i s/=plain/=ozibus/ /etc/sudoers.d/alice
sudo whoami
await "$sent\r\n$question"
same_but_for_the_module $before [mapped_by sudo?whoami*]
answer [code]
ends "root\r\n" 0
END
