#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# fail2ban.sh MODULE HELPER SERVER UNPACKED: the real fail2ban reads what refused logins have left in the log. Who
# counts is the client that PAM was told of, whatever names that client chose.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

readonly unpacked=$4 page=$conf/../docs/roll-out.md
export PYTHONPATH=$unpacked/usr/lib/python3/dist-packages
[[ -e $unpacked/usr/bin/fail2ban-regex ]] || say_why_and_stop "no fail2ban in $unpacked; run: setup/unpack_packages.sh"

cp -r "$unpacked/etc/fail2ban" "$house/fail2ban"
rm "$house/fail2ban/jail.d/"*
cp "$conf/fail2ban/filter.d/pam-ozibus.conf" "$house/fail2ban/filter.d/"

# The log as rsyslog writes it: a time, a host, the message.
as_file() {
    sed -E 's/^<[0-9]+>(.{15}) /\1 host /' "$OZIBUS_SYSLOG" >"$house/auth.log"
}

# counted LINE...: whom the filter finds, address and user.
counted() {
    settle
    as_file
    local found
    found=$("$unpacked/usr/bin/fail2ban-regex" -c "$house/fail2ban" -o '<ip> <F-USER>' "$house/auth.log" \
        "$house/fail2ban/filter.d/pam-ozibus.conf")
    same "counted" "$(printf '%s\n' "$@")" "$found"
    : >"$OZIBUS_SYSLOG"
}

# refused RHOST RUSER USER: nobody of that name exists, so it ends before anything is asked.
refused() {
    if pamtester -I "rhost=$1" -I "ruser=$2" ozibus-test "$3" authenticate >"$house/pamtester.log" 2>&1; then
        say_why_and_stop "was let in: $3"
    fi
}

furnish
pam_service ozibus-test "$(ozibus_auth login)"

scenario "three wrong codes count, once"
dialogue <<'END'
spawn -noecho pamtester -I rhost=203.0.113.5 ozibus-test alice authenticate
await "$sent\r\n$question"
answer [wrong_code]
await "That code was not accepted. 2 attempts left.\r\n$question"
answer [wrong_code]
await "That code was not accepted. 1 attempt left.\r\n$question"
answer [wrong_code]
ends "Too many codes that were not accepted.\r\npamtester: Have exhausted maximum number of retries for service\r\n" 1
END
counted "203.0.113.5 alice"

scenario "who guesses and leaves counts, the right code does not"
dialogue <<'END'
spawn -noecho pamtester -I rhost=2001:db8::5 ozibus-test alice authenticate
await "$sent\r\n$question"
answer [wrong_code]
await "That code was not accepted. 2 attempts left.\r\n$question"
leave
spawn -noecho pamtester -I rhost=203.0.113.6 ozibus-test alice authenticate
await "$sent\r\n$question"
answer [code]
ends "pamtester: successfully authenticated\r\n" 0
END
counted "2001:db8::5 alice"

scenario "a name that forges fields or lines counts against its client, or not at all"
refused 203.0.113.7 '' 'x rhost=198.51.100.1'
refused 203.0.113.8 '' $'x\nhost sshd[1]: pam_ozibus(sshd:auth): authentication failure; rhost=198.51.100.2  user=y'
refused 203.0.113.9 '' 'x" rhost=198.51.100.3  user=y'
refused 203.0.113.10 'x rhost=198.51.100.4  user=y' z
refused 203.0.113.11 'x" rhost=198.51.100.5  user="y' z
refused 203.0.113.12 '' $'x\\'
counted '203.0.113.7 "x rhost=198.51.100.1"' \
    '203.0.113.8 "x\nhost sshd[1]: pam_ozibus(sshd:auth): authentication failure; rhost=198.51.100.2  user=y"' \
    '203.0.113.9 "x\" rhost=198.51.100.3  user=y"' \
    '203.0.113.10 z' '203.0.113.11 z' '203.0.113.12 "x\\"'

scenario "a client that is no address bans nobody"
refused localhost '' z
refused '' '' z
refused '198.51.100.6 ' '' z
refused '198.51.100.7  user=x' '' z
counted

scenario "the words in another program's line count nothing"
readonly words='logname= uid=0 euid=0 tty=ssh ruser= rhost=198.51.100.8  user=x'
readonly forged="pam_ozibus(sshd:auth): authentication failure; $words"
logger --tag 'sshd[7]' "Invalid user $forged"
logger --tag 'sshd[7]' "Invalid user $forged from 203.0.113.13 port 22"
logger --tag 'sshd[7]' "pam_unix(sshd:auth): authentication failure; $words"
counted

# jail_has PART...: what fail2ban makes of the jail in jail.d.
jail_has() {
    "$unpacked/usr/bin/fail2ban-client" -c "$house/fail2ban" -d >"$house/jail" 2>"$house/fail2ban.log" ||
        say_why_and_stop "fail2ban refuses the jail:" "$house/fail2ban.log"
    local part
    for part in "$@"; do
        grep -qF "$part" "$house/jail" || say_why_and_stop "the jail has no $part:" "$house/jail"
    done
}

scenario "the jail of the page is one that fail2ban takes"
awk '/^\[pam-ozibus\]$/ { inside = 1 } /^```/ { inside = 0 } inside' "$page" >"$house/fail2ban/jail.d/pam-ozibus.conf"
jail_has "'addjournalmatch', '_UID=0', '+', '_UID=999'" "['start', 'pam-ozibus']"

scenario "of the journal, a jail that says nothing of whose lines count takes root's"
sed -i 's/^filter .*/filter = pam-ozibus/' "$house/fail2ban/jail.d/pam-ozibus.conf"
jail_has "'addjournalmatch', '_UID=0']"
