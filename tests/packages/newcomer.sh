#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# newcomer.sh MODULE HELPER SERVER PACKAGES: types what docs/quick-start.md says, on a machine that has never seen any of
# it, down to the purge, which leaves /etc/pam.d as it was.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/../system/scenario.sh" "$@"
# shellcheck source=tests/packages/fresh_machine.sh
source "$(dirname "$0")/fresh_machine.sh" "$4"
here=$(dirname "$(realpath "$0")")

mount -t tmpfs -o mode=0755 private /home
install -m 0755 "$here/start_unit.sh" /usr/local/sbin/systemctl
start_own_sshd
cd "$packages"
"$here/quick_start.sh" || say_why_and_stop "The system's log:" "$OZIBUS_SYSLOG"

pam_is_as_before
same "results" "result=accepted user=alice service=ozibusctl
result=accepted user=alice service=sshd
result=accepted user=alice service=sshd
result=accepted user=alice service=sudo" "$(grep -o 'result=[^ ]* user=[^ ]* service=[^ ]*' "$OZIBUS_SYSLOG")"
same "what the purge has left" "" "$(find /etc /usr/lib /usr/libexec /usr/sbin /usr/share /var/lib -path '*ozibus*')"
