#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Who need not give a code: by network, name or group, or because users.map does not name them. They see
# no question, nothing is ordered for them, and the log names the rule.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

readonly times='elapsed_ms=[0-9]+ api_ms=[0-9]+'
readonly permit='auth required pam_permit.so'
readonly not_available='The second factor is not available. Ask your administrator.'

# service NAME [AUTH_LINE...] <<< USERS_KEYS: a PAM service of the module with these keys, and behind it
# the other lines. It asks who is there before it orders anything.
service() {
    local name=$1
    shift
    write_configuration "$name" <<<'ask_first = true'
    sed -i '/^map = /r /dev/stdin' "$house/$name.conf"
    pam_service "$name" "$(ozibus_auth "$name")" "$@"
}

# What one login came to: nothing is ordered or checked in any of them.
came_to() {
    one_result "result=$1 user=$2 service=$3 rhost=${4//./\\.} tty=[^ ]* sends=0 attempts=0 $times${5+ reason=$5}"
    failures "${6-0}"
    orders 0
    verifies 0
}

# ssh_exempt USER SERVICE RHOST REASON [SSH_OPTION...]
ssh_exempt() {
    dialogue <<END
ssh -l $1 ${*:5} $2 whoami
ends "$1\r\n" 0
END
    came_to exempt "$1" "$2" "$3" "$4"
}

# ssh_asked SERVICE RHOST [SSH_OPTION...]: alice is asked, and goes.
ssh_asked() {
    dialogue <<END
ssh ${*:3} $1 whoami
asked "Press Enter for a code by SMS (m: by e-mail): "
leave
END
    came_to aborted alice "$1" "$2" '.*'
}

# ssh_refused USER SERVICE [TEXT]: without a question.
ssh_refused() {
    dialogue <<END
ssh -l $1 $2 whoami
ends "${3+$3\r\n\r\r\n}$1@127.0.0.1: Permission denied (keyboard-interactive).\r\r\n" 255
END
}

# pamtester_gets_in SERVICE USER
pamtester_gets_in() {
    dialogue <<END
spawn -noecho pamtester $1 $2 authenticate
ends "pamtester: successfully authenticated\r\n" 0
END
}

# pamtester_knows_nobody SERVICE USER: the system does not know this user.
pamtester_knows_nobody() {
    dialogue <<END
spawn -noecho pamtester $1 $2 authenticate
ends "$not_available\r\npamtester: User not known to the underlying authentication module\r\n" 1
END
}

furnish
make_user carol '0400 000 001'

scenario "a client of an exempt network gets in without a word, the same user from elsewhere is asked"
service net "$permit" <<<'exempt_networks = ["127.0.0.2/32"]'
start_sshd net AuthenticationMethods publickey,keyboard-interactive
ssh_exempt alice net 127.0.0.2 '"exempt_networks: 127\.0\.0\.2/32"' -b 127.0.0.2
ssh_asked net 127.0.0.1

scenario "a client that sshd calls by a name is in no network"
echo '127.0.0.3 gw.example' >>/etc/hosts
service names "$permit" <<<'exempt_networks = ["127.0.0.0/8"]'
start_sshd names AuthenticationMethods publickey,keyboard-interactive UseDNS yes
ssh_asked names gw.example -b 127.0.0.3
ssh_exempt alice names 127.0.0.2 '"exempt_networks: 127\.0\.0\.0/8"' -b 127.0.0.2

scenario "an exempt user needs no line in the map, and nobody else is exempt"
service users "$permit" <<<'exempt_users = ["bob", "Alice"]'
start_sshd users AuthenticationMethods publickey,keyboard-interactive
ssh_exempt bob users 127.0.0.1 '"exempt_users names this user"'
ssh_asked users 127.0.0.1

scenario "a member of an exempt group is asked until the membership, and again after it"
groupadd robots
service groups "$permit" <<<'exempt_groups = ["no-such-group", "robots", "bob"]'
start_sshd groups AuthenticationMethods publickey,keyboard-interactive
start_sudo groups
ssh_asked groups 127.0.0.1
gpasswd --add alice robots >/dev/null
ssh_exempt alice groups 127.0.0.1 '"exempt_groups: member of robots"'
dialogue <<'END'
sudo whoami
ends "root\r\n" 0
END
came_to exempt alice groups "" '"exempt_groups: member of robots"'
gpasswd --delete alice robots >/dev/null
dialogue <<'END'
sudo whoami
await "Press Enter for a code by SMS (m: by e-mail): "
send "\x04"
expect eof
END
came_to aborted alice groups "" '.*'

scenario "a primary group exempts too"
ssh_exempt bob groups 127.0.0.1 '"exempt_groups: member of bob"'

scenario "large groups and many groups are no obstacle"
printf 'crowd:x:70000:%salice\n' "$(printf 'member-%d,' {1..500})" >>/etc/group
for number in {1..200}; do
    printf 'circle-%d:x:%d:alice\n' "$number" $((70000 + number))
done >>/etc/group
service large "$permit" <<<'exempt_groups = ["crowd"]'
service many "$permit" <<<'exempt_groups = ["circle-200"]'
pamtester_gets_in large alice
came_to exempt alice large "" '"exempt_groups: member of crowd"'
pamtester_gets_in many alice
came_to exempt alice many "" '"exempt_groups: member of circle-200"'

scenario "only members of the required groups are asked"
groupadd people
gpasswd --add alice people >/dev/null
service required "$permit" <<<'required_groups = ["robots", "people"]'
start_sshd required AuthenticationMethods publickey,keyboard-interactive
ssh_asked required 127.0.0.1
ssh_exempt bob required 127.0.0.1 '"required_groups: member of none"'

scenario "a member stays one when the name service tells nobody's groups"
echo 'initgroups: broken' >>/etc/nsswitch.conf
ssh_asked required 127.0.0.1
sed -i '/^initgroups/d' /etc/nsswitch.conf

scenario "a required group that the system does not know denies everybody"
service slip "$permit" <<<'required_groups = ["people", "poeple"]'
start_sshd slip AuthenticationMethods publickey,keyboard-interactive
for user in alice bob; do
    ssh_refused "$user" slip "$not_available"
    came_to misconfigured "$user" slip 127.0.0.1 '".*required_groups names .*poeple.*"'
done

scenario "with the module alone nobody gets in who is exempt, unless exempt_result says so"
service ignore <<<'exempt_users = ["bob"]'
service success <<<$'exempt_users = ["bob"]\nexempt_result = "success"'
start_sshd ignore AuthenticationMethods publickey,keyboard-interactive
start_sshd success AuthenticationMethods publickey,keyboard-interactive
ssh_refused bob ignore
came_to exempt bob ignore 127.0.0.1 '"exempt_users names this user"'
ssh_exempt bob success 127.0.0.1 '"exempt_users names this user"'

scenario "success is success in a longer stack, too"
service success-longer "$permit" <<<$'exempt_users = ["bob"]\nexempt_result = "success"'
pamtester_gets_in success-longer bob
came_to exempt bob success-longer "" '"exempt_users names this user"'

scenario "whom the map does not name is skipped, but not whose line is broken or whom nobody knows"
service skip "$permit" <<<'unenrolled = "skip"'
start_sshd skip AuthenticationMethods publickey,keyboard-interactive
ssh_exempt bob skip 127.0.0.1 '".*unenrolled.*"'
ssh_asked skip 127.0.0.1
ssh_refused carol skip "$not_available"
came_to misconfigured carol skip 127.0.0.1 '".*users\.map:2:.*"'
pamtester_knows_nobody skip nobody-at-all
came_to unenrolled nobody-at-all skip "" '"the system does not know this user; if it should, see: getent passwd USER"' 1

scenario "a name longer than any is nobody's"
longest=$(printf '%0255d' 0)
printf '%s:x:65000:65000::/:/bin/sh\n' "$longest" "${longest}0" >>/etc/passwd
pamtester_gets_in skip "$longest"
came_to exempt '.*' skip "" '".*unenrolled.*"'
pamtester_knows_nobody skip "${longest}0"
came_to unenrolled '.*' skip "" '"the system does not know this user; if it should, see: getent passwd USER"' 1

# first_factor_alone STACK PASSWORD SAYS STATUS: what pamtester says of bob, who is exempt and types that password if the
# stack wants one.
first_factor_alone() {
    local password="await \"Password: \"; type \"$2\"; await \"\r\n\""
    grep -q '^@include common-auth' "$conf/pam.d/$1" || password=
    dialogue <<END
spawn -noecho pamtester $1 bob authenticate
$password
ends "pamtester: $3\r\n" $4
END
}

# Each shipped stack says itself what comes of somebody who is not asked; Debian's common-auth would say it for one of
# them, another one need not.
scenario "an exempt user gets in by each shipped stack, behind the first factor and nothing less"
write_configuration shipped <<<'ask_first = true'
sed -i '/^map = /a exempt_users = ["bob"]' "$house/shipped.conf"
printf '%s\n' 'auth [success=1 default=ignore] pam_unix.so nodelay' 'auth requisite pam_deny.so' >/etc/pam.d/common-auth
for stack in "$conf"/pam.d/*; do
    name=${stack##*/}
    shipped_stack "$name" shipped >"/etc/pam.d/$name"
    first_factor_alone "$name" bobPass1 'successfully authenticated' 0
    came_to exempt bob "$name" "" '"exempt_users names this user"'
done
first_factor_alone ozibus-password-and-code wrong 'Authentication failure' 1
settle
same "result lines" "$results_seen" "$(count ' result=' "$OZIBUS_SYSLOG")"
