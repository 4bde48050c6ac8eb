#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The disk behind state_dir is full, read-only, gone or somebody else's: whoever can't be counted is sent
# nothing and not let in, and the log says why.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

readonly sent_to_carol='A code was sent to +61*****002 by SMS.\r\nCode (r: send again): '

# gets_in USER SERVICE QUESTION
gets_in() {
    dialogue <<END
spawn -noecho pamtester $2 $1 authenticate
await "$3"
answer [code]
ends "pamtester: successfully authenticated\r\n" 0
END
    one_result "result=accepted user=$1 service=$2 .* sends=1 attempts=1 .*"
    orders 1
    verifies 1
}

# is_refused USER SERVICE REASON: without a question or a message.
is_refused() {
    dialogue <<END
spawn -noecho pamtester $2 $1 authenticate
ends "The second factor is not available. Ask your administrator.\r\npamtester: Error in service module\r\n" 1
END
    one_result "result=misconfigured user=$1 service=$2 .* sends=0 attempts=0 .* reason=\"$state.*$3.*\""
    failures 0
    orders 0
    verifies 0
}

furnish
make_user carol '+61400000002'
write_configuration two 'send_limit = "2 per 15m"' <<<'resend_wait = "0s"'
pam_service many "$(ozibus_auth login)"
pam_service two "$(ozibus_auth two)"

scenario "on a full disk a user without a record is refused"
mount -t tmpfs -o size=64k,mode=0700 small "$state"
# shellcheck disable=SC2016 # for expect
gets_in alice two '$sent\r\n$question'
if dd if=/dev/zero of="$state/filler" bs=1k 2>"$house/dd.log"; then
    say_why_and_stop "the disk was not full:" "$house/dd.log"
fi
is_refused carol many 'No space left on device; .*must not be full'
same "records" 1 "$(find "$state/users" -type f | wc -l)"

scenario "who has a record is still counted and let in"
# shellcheck disable=SC2016
gets_in alice two '$sent\r\nCode: '
dialogue <<'END'
spawn -noecho pamtester two alice authenticate
ends "Too many codes were sent. Try again in 15 minutes or ask your administrator.\r\npamtester: Have exhausted maximum number of retries for service\r\n" 1
END
one_result "result=limited user=alice service=two .*"
failures 1
orders 0

scenario "with room on the disk the other one gets in as well"
rm "$state/filler"
gets_in carol many "$sent_to_carol"

scenario "on a read-only disk nobody gets in"
mount -o remount,ro "$state"
for user in alice carol; do
    is_refused "$user" many 'Read-only file system; '
done

scenario "once it can be written to, everybody does"
mount -o remount,rw "$state"
# shellcheck disable=SC2016
gets_in alice many '$sent\r\n$question'
gets_in carol many "$sent_to_carol"

scenario "without the folder nobody gets in"
umount "$state"
rmdir "$state"
is_refused alice many 'No such file or directory; create .*'

scenario "in somebody else's folder nobody gets in"
install -d -m 0700 -o nobody "$state"
is_refused alice many "run: chown root $state"

scenario "with a folder of root's everybody does"
chown root "$state"
# shellcheck disable=SC2016
gets_in alice many '$sent\r\n$question'
