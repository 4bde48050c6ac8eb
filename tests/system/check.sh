#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What ozibusctl check says of a whole machine: its stacks, its sshd, its sudo.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

readonly said=$house/said complained=$house/complained
install -m 0755 "$4" "$house/ozibusctl"

# check STATUS [OPTION...]: what it says is in $said and $complained.
check() {
    local status=0
    "$house/ozibusctl" --config "$house/login.conf" check "${@:2}" >"$said" 2>"$complained" || status=$?
    [[ $status == "$1" ]] || {
        cat "$complained" >&2
        say_why_and_stop "ozibusctl check: exit status $status, expected $1" "$said"
    }
}

says() {
    grep -qE "^$1$" "$said" || say_why_and_stop "expected: $1, but it was:" "$said"
}

# one_problem PLACE TEXT: nothing else is wrong, and what mends it stands below.
one_problem() {
    check 1
    [[ $(count '^problem: ' "$said") == 1 ]] || say_why_and_stop "expected one problem, but it was:" "$said"
    says "problem: $1: $2"
    [[ $(grep -A1 '^problem: ' "$said" | tail -n 1) == '    '?* ]] || say_why_and_stop "no remedy:" "$said"
    [[ $(<"$complained") =~ ^ozibusctl:\ 1\ problem\ found ]] || say_why_and_stop "not in a word:" "$complained"
}

# No systemd runs here, and no sshd.
systemctl() {
    [[ $* == "reload ssh" ]]
}

without_lines() {
    sed -E 's/(:[0-9]+)+: /: /' "$said"
}

# Of the first problem that has one.
command_that_mends() {
    grep -A 1 '^problem: ' "$said" | grep -m 1 '^    run: ' || true
}

# mends: whatever problem has a command as its remedy is gone when that has been typed.
mends() {
    local problem remedy typed=0
    while remedy=$(command_that_mends) && [[ -n $remedy ]]; do
        problem=$(without_lines | grep -B 1 -m 1 -xF -- "$remedy" | head -n 1)
        remedy=${remedy#*run: }
        eval "${remedy%%; *}" >"$house/typed" 2>&1 || say_why_and_stop "could not be typed: $remedy" "$house/typed"
        "$house/ozibusctl" --config "$house/login.conf" check >"$said" 2>"$complained" || (($? == 1))
        ! without_lines | grep -qxF -- "$problem" || say_why_and_stop "not mended by: $remedy" "$said"
        typed=$((typed + 1))
    done
    ((typed > 0)) || say_why_and_stop "nothing to be typed:" "$said"
}

# mended FILE: as it was in the good set-up.
mended() {
    cp -p "$house/good/${1##*/}" "$1"
}

furnish
sed -i '/^root:/d' "$house/users.map"
echo 'root: +61400000009' >>"$house/users.map"
for name in ozibus-key-and-code ozibus-password-and-code; do
    shipped_stack "$name" login >"/etc/pam.d/$name"
done
sed -i 's/^@include common-auth$/@include ozibus-key-and-code/' /etc/pam.d/sshd
sed -i 's/^@include common-auth$/@include ozibus-password-and-code/' /etc/pam.d/sudo /etc/pam.d/sudo-i
[[ -e /etc/ssh/ssh_host_ed25519_key ]] || ssh-keygen -q -A
install -m 0644 "$conf/sshd_config.d/00-ozibus-key-and-code.conf" /etc/ssh/sshd_config.d/00-ozibus.conf
readonly drop_in=/etc/ssh/sshd_config.d/00-ozibus.conf

# place_of KEYWORD: where the drop-in has it.
place_of() {
    printf '%s:%s\n' "$drop_in" "$(grep -n "^$1 " "$drop_in" | cut -d : -f 1)"
}
mkdir "$house/good"
cp -p /etc/pam.d/{sshd,sudo,sudo-i,common-auth} "$drop_in" /etc/ssh/sshd_config "$house"/{login.conf,users.map,credentials} \
    "$house/good"

scenario "the set-up of docs/by-hand.md has no problem, and every login is told"
check 0
says 'ssh with a key       the key, then a code'
says 'ssh with a password  a refusal: sshd wants more than a password'
says 'sudo                 the password, then a code'
says 'su                   the password, no code'
says 'No problem was found\.'
same "complaints" "" "$(<"$complained")"
says 'note: /etc/sudoers: sudo asks neither .* for another 15 minutes after each use .*'
says "note: /etc/ssh/sshd_config(:[0-9]+)?: root's own login by ssh is refused, .*: PermitRootLogin is prohibit-password"
says "note: $house/users.map: [0-9]+ accounts? with a login shell .*: .*bob.*"

scenario "the same as JSON"
check 0 --json
same "lines" 1 "$(wc -l <"$said")"
says '\{"logins":\{"ssh_key":"the key, then a code",.*\},"findings":\[\{"gravity":"note","id":"[a-z-]+","place":.*\}\]\}'

scenario "the service has nothing to say against it either"
check 0 --online
verifies 1
orders 0

scenario "sshd that does not insist on the code"
sed -i '/^AuthenticationMethods/d' "$drop_in"
check 1
says "problem: /etc/ssh/sshd_config: logins with a key skip the code, because AuthenticationMethods is unset"
says 'problem: /etc/pam.d/ozibus-key-and-code:6: sshd: an exempt user gets in with nothing, .*'
mends
check 0
mended /etc/ssh/sshd_config
printf 'Match User bob\n    X11Forwarding no\n' >>/etc/ssh/sshd_config
check 1
mends
check 0
mended /etc/ssh/sshd_config
mended "$drop_in"
sed -i 's/^AuthenticationMethods .*/AuthenticationMethods publickey/' "$drop_in"
check 1
says "problem: $(place_of AuthenticationMethods): logins with a key skip the code, .*"
mends
check 0
mended "$drop_in"

scenario "sshd that takes something else for as good as a key"
sed -i '/^AuthenticationMethods/s/$/ gssapi-with-mic hostbased/; 1i GSSAPIAuthentication yes\nHostbasedAuthentication yes' "$drop_in"
check 1
says "problem: $(place_of AuthenticationMethods): logins with a Kerberos ticket \(gssapi\) skip the code, .*"
says "problem: $(place_of AuthenticationMethods): logins from trusted hosts \(hostbased\) skip the code, .*"
mends
check 0
mended "$drop_in"

scenario "sshd that can't ask"
sed -i 's/^KbdInteractiveAuthentication yes/KbdInteractiveAuthentication no/' "$drop_in"
one_problem "$(place_of AuthenticationMethods)" \
    'AuthenticationMethods cannot be satisfied by enabled authentication methods'
mends
check 0
mended "$drop_in"
sed -i 's/^KbdInteractiveAuthentication yes/KbdInteractiveAuthentication no/' "$drop_in"
sed -i '/^AuthenticationMethods/d' "$drop_in"
check 1
says "problem: $(place_of KbdInteractiveAuthentication): sshd can't ask for a code, because KbdInteractiveAuthentication is off"
mends
check 0
mended /etc/ssh/sshd_config
mended "$drop_in"
sed -i 's/^KbdInteractiveAuthentication yes/ChallengeResponseAuthentication no/' "$drop_in"
one_problem "$(place_of AuthenticationMethods)" 'AuthenticationMethods cannot be satisfied .*'
sed -i '/^AuthenticationMethods/d' "$drop_in"
check 1
says "problem: $(place_of ChallengeResponseAuthentication): sshd can't ask for a code, .*"
mends
check 0
mended /etc/ssh/sshd_config
mended "$drop_in"
sed -i 's/^UsePAM yes/UsePAM no/' "$drop_in"
check 1
says "problem: $(place_of UsePAM): sshd does not ask PAM, so nobody is asked for a code"
mends
check 0
mended "$drop_in"
sed -i 's/^PasswordAuthentication no/PasswordAuthentication yes/; s/^\(AuthenticationMethods\) .*/\1 password publickey,keyboard-interactive/' "$drop_in"
check 1
says "problem: $(place_of PasswordAuthentication): PasswordAuthentication can't ask a second question: .*"
mends
check 0
mended "$drop_in"

scenario "sshd that hangs up too early"
echo 'LoginGraceTime 30' >>"$drop_in"
one_problem "$(place_of LoginGraceTime)" 'sshd hangs up after LoginGraceTime 30s, before login_timeout is over'
mends
check 0
mended "$drop_in"

scenario "a Match block that weakens the settings of one user in the map"
printf 'Match User alice Address 203.0.113.0/24\n    AuthenticationMethods publickey\n' >>/etc/ssh/sshd_config
check 1
says "problem: /etc/ssh/sshd_config:$(wc -l </etc/ssh/sshd_config): for alice: logins with a key skip the code, .*"
mends
check 0
mended /etc/ssh/sshd_config
printf 'Match User alice Address 203.0.113.0/24\n    AuthenticationMethods publickey\n' >>/etc/ssh/sshd_config
sed -i 's/^map = .*/&\nexempt_users = ["alice"]/' "$house/login.conf"
check 0
mended "$house/login.conf"
mended /etc/ssh/sshd_config

scenario "a Match block that lets people come to the stack without a key, whomever it concerns"
sed -i 's/^map = .*/&\nexempt_networks = ["127.0.0.0\/8"]/' "$house/login.conf"
printf 'Match Address 127.0.0.0/8\n    AuthenticationMethods publickey keyboard-interactive\n' >>/etc/ssh/sshd_config
check 1
says "problem: /etc/ssh/sshd_config:$(wc -l </etc/ssh/sshd_config): whom this Match block concerns gets in without a key, .*"
cp -p /etc/ssh/sshd_config "$house/matching"
mends
check 0
cp -p "$house/matching" /etc/ssh/sshd_config
sed -i 's/ozibus-key-and-code/ozibus-password-and-code/' /etc/pam.d/sshd
check 0
mended /etc/pam.d/sshd
mended /etc/ssh/sshd_config
printf 'Match User bob\n    AuthenticationMethods publickey keyboard-interactive\n' >/etc/ssh/sshd_config.d/bob.conf
check 1
says 'problem: /etc/ssh/sshd_config.d/bob.conf:2: whom this Match block concerns gets in without a key, .*'
rm /etc/ssh/sshd_config.d/bob.conf
mended "$house/login.conf"

scenario "a Match block that locks people out, or that spares them the code, wherever they stand in the map"
for n in 1 2 3 4 5 6; do
    printf 'u%s: u%s@example.com\n' "$n" "$n" >>"$house/users.map"
done
printf 'Match User u6\n    ChallengeResponseAuthentication no\n' >/etc/ssh/sshd_config.d/u6.conf
one_problem /etc/ssh/sshd_config.d/u6.conf:2 "whom this Match block concerns can't log in by ssh: .*"
mends
check 0
printf 'Match User u6\n    ChallengeResponseAuthentication no\n' >/etc/ssh/sshd_config.d/u6.conf
echo '    AuthenticationMethods publickey' >>/etc/ssh/sshd_config.d/u6.conf
check 0
says 'note: /etc/ssh/sshd_config.d/u6.conf:3: whom this Match block concerns is asked for no code'

scenario "the settings of who looks after the machine count as well"
make_user carol
usermod -aG sudo carol
printf 'Match User carol\n    AuthenticationMethods publickey\n' >/etc/ssh/sshd_config.d/u6.conf
check 0
SUDO_UID=$(id -u carol) check 1
says 'problem: /etc/ssh/sshd_config.d/u6.conf:2: for carol: logins with a key skip the code, .*'
printf 'carol 1789000000\n' | install -m 0600 /dev/stdin "$state/tested"
check 1
says 'problem: /etc/ssh/sshd_config.d/u6.conf:2: for carol: logins with a key skip the code, .*'
gpasswd --delete carol sudo >"$said"
check 0
rm /etc/ssh/sshd_config.d/u6.conf "$state/tested"
mended "$house/users.map"

scenario "a second sshd with settings of its own"
printf '%s\n' 'Port 2299' 'ListenAddress 127.0.0.1' "HostKey $house/keys/host" "PidFile $house/second.pid" 'UsePAM yes' \
    'KbdInteractiveAuthentication yes' >"$house/second"
/usr/sbin/sshd -f "$house/second"
wait_until test -s "$house/second.pid"
one_problem "/usr/sbin/sshd -f $house/second" 'the sshd of process [0-9]+ lets in without a key, .*'
says "    .*; or end it, run: kill $(<"$house/second.pid"); .*"
printf '%s\n' 'AuthenticationMethods publickey,keyboard-interactive' >>"$house/second"
check 0
kill "$(<"$house/second.pid")"
wait_until test ! -e "$house/second.pid"

scenario "sshd that does not understand its configuration"
echo 'Nonsense yes' >>/etc/ssh/sshd_config
check 1
says "problem: /etc/ssh/sshd_config:$(wc -l </etc/ssh/sshd_config): Bad configuration option: Nonsense"
says 'ssh with a key       not known: .*'
mended /etc/ssh/sshd_config

scenario "stacks that let people past the module"
sed -i 's/^auth.*pam_unix.so.*/auth sufficient pam_unix.so/' /etc/pam.d/common-auth
one_problem '/etc/pam.d/common-auth:[0-9]+' 'sudo(-i)?: whoever passes pam_unix\.so is let in here and never asked for a code'
mended /etc/pam.d/common-auth
mended /etc/pam.d/sudo-i
sed -i 's/^@include ozibus.*/@include common-auth/' /etc/pam.d/sudo-i
one_problem /etc/pam.d/sudo-i 'sudo-i asks for no code, though sudo does: .*'
mends
check 0
mended /etc/pam.d/sudo-i

scenario "sudo without any line of type auth, which libpam leaves to /etc/pam.d/other"
sed -i '/ozibus/d' /etc/pam.d/sudo /etc/pam.d/sudo-i
check 1
says 'problem: /etc/pam\.d/sudo: sudo has no line of type auth, so libpam goes by /etc/pam\.d/other, which asks for no code'
says 'sudo                 the password, no code'
mends
mended /etc/pam.d/sudo
mended /etc/pam.d/sudo-i

scenario "a stack that has lost the module since it was put there"
sed -i 's/^@include ozibus.*/@include common-auth/' /etc/pam.d/sshd
one_problem /etc/pam.d/sshd "sshd asks for no code, though $drop_in made it ask: .*"
mended /etc/pam.d/sshd

scenario "a way to root by the password alone beside sudo"
printf '@include common-auth\n@include common-account\n' >/etc/pam.d/polkit-1
check 0
says 'note: /etc/pam.d/polkit-1: pkexec and systemd-run .* by the password alone, though sudo asks for a code'
bash -c "$(grep -A1 '^note: /etc/pam.d/polkit-1:' "$said" | sed -n 's/^    .*, run: //p')"
check 0
[[ $(count polkit "$said") == 0 ]] || say_why_and_stop "still found:" "$said"
rm /etc/pam.d/polkit-1

# wrong_stack TEXT LINE...: sudo and sudo -i with these lines for auth.
wrong_stack() {
    local text=$1 name
    shift
    for name in sudo sudo-i; do
        printf 'auth %s\n' "$@" 'required pam_env.so' >"/etc/pam.d/$name"
        echo 'account required pam_unix.so' >>"/etc/pam.d/$name"
    done
    check 1
    says "problem: /etc/pam.d/sudo:[0-9]+: $text"
    if [[ -n $(command_that_mends) ]]; then
        mends
    fi
    mended /etc/pam.d/sudo
    mended /etc/pam.d/sudo-i
}

scenario "stacks that ask nobody, in vain, or too early"
readonly ours="$module config=$house/login.conf helper=$helper"
wrong_stack 'sudo: whom pam_ozibus\.so refuses gets in all the same' 'requisite pam_unix.so' "optional $ours"
wrong_stack 'sudo: exempt users are refused, because no other module decides about them .*' "required $ours"
wrong_stack 'sudo: a code alone is enough: nothing checks a password or a key' "required $ours"
wrong_stack 'sudo: an exempt user gets in with nothing, .*' "required $ours" 'required pam_permit.so'
wrong_stack 'sudo: a wrong password does not keep a code from being sent: .*' 'required pam_unix.so' "required $ours"
wrong_stack 'sudo: nobody gets in, not even with the right code' 'requisite pam_deny.so' "required $ours"
wrong_stack 'pam_ozibus\.so refuses every login because of its argument nonsense' 'requisite pam_unix.so' \
    "required $ours nonsense"
sed -i "1i auth required $ours" /etc/pam.d/common-auth
check 1
says 'problem: /etc/pam.d/common-auth:1: every service that includes this file asks for a code: .*'
says '    take the line out, run: \$\{EDITOR:-vi\} \+1 /etc/pam.d/common-auth; .*'
mended /etc/pam.d/common-auth

scenario "settings that do not do what they seem to"
sed -i 's/^\[policy\]/&\nmode = "observe"/' "$house/login.conf"
check 1
says "problem: $house/login.conf:$(grep -n '^mode' "$house/login.conf" | cut -d : -f 1): mode = \"observe\": nobody is refused, .*"
mended "$house/login.conf"
sed -i 's/^map = .*/&\nexempt_groups = ["nosuch"]/' "$house/login.conf"
one_problem "$house/login.conf:[0-9]+" 'exempt_groups names "nosuch", a group that the system does not know'
mended "$house/login.conf"
chmod 0755 "$state"
one_problem "$state" 'mode 0755 .*'
mends
check 0
mount -t tmpfs -o size=64k,mode=0700 full "$state"
cat /dev/zero >"$state/filled" 2>/dev/null || true
one_problem "$state" 'the file system is full, .*'
umount "$state"
sed -i 's|^base_urls = .*|base_urls = ["http://127.0.0.1:8443/v1"]|' "$house/login.conf"
one_problem "$house/login.conf:[0-9]+" 'any local user can listen at http://127\.0\.0\.1:8443/v1 .*'
sed -i 's|^base_urls = .*|base_urls = ["http://127.0.0.1:843/v1"]|' "$house/login.conf"
check 0
mended "$house/login.conf"
claims=$(printf '{"exp":1000000000}' | base64 | tr -d '=')
sed -i "s/^bearer_token = .*/bearer_token = \"e30.$claims.x\"/" "$house/credentials"
one_problem "$house/credentials:[0-9]+" '.*expired.*'
mended "$house/credentials"

scenario "files that others can read or change"
chmod 0644 "$house/credentials"
one_problem "$house/credentials" 'mode 0644 lets others read it'
says "    run: chmod 600 $house/credentials"
mends
check 0
chmod 0666 "$house/login.conf"
one_problem "$house/login.conf" 'mode 0666 lets others change it, so every login that asks for a code is refused'
mends
check 0

scenario "a map with broken lines: all of them"
printf 'carol: 0400 000 001\ndan\n' >>"$house/users.map"
check 1
[[ $(count '^problem: ' "$said") == 2 ]] || say_why_and_stop "expected two problems, but it was:" "$said"
says "problem: $house/users.map:3:8: contact 1 is neither .*"
says "problem: $house/users.map:4:4: there is no ':' .*"
mended "$house/users.map"

scenario "who is asked at all is told"
groupadd oz-staff
sed -i 's/^map = .*/&\nrequired_groups = ["oz-staff"]/' "$house/login.conf"
one_problem "$house/login.conf:[0-9]+" 'nobody is asked for a code: each of the [0-9]+ accounts .* nobody is in required_groups'
usermod -aG oz-staff alice
check 0
says 'sudo                 the password, then a code \(exempt: [0-9]+ of [0-9]+ accounts\)'
gpasswd --delete alice oz-staff >"$said"
groupdel oz-staff
mended "$house/login.conf"

scenario "who could become root while no code arrives"
check 0
says 'note: /etc/pam.d/sudo: nobody could become root by sudo or su while no code arrives: .*'
usermod -aG sudo alice
"$house/ozibusctl" --config "$house/login.conf" recovery create alice >"$house/codes" 2>"$complained"
check 0
[[ $(count 'while no code arrives' "$said") == 0 ]] || say_why_and_stop "alice can:" "$said"
"$house/ozibusctl" --config "$house/login.conf" recovery revoke alice >"$said"
gpasswd --delete alice sudo >"$said"
rm -r "$state"/*

scenario "who has no key where sshd insists on one"
check 0
says 'note: .*: [0-9]+ accounts? with a login shell .* no key, .*: .*alice.*'

scenario "root without a contact, where sshd lets PAM ask root"
sed -i '/^root:/d' "$house/users.map"
check 0
echo 'PermitRootLogin yes' >>"$drop_in"
one_problem "$house/users.map" 'root would be asked for a code and has no contact, so it is always refused'
mended "$drop_in"
mended "$house/users.map"

scenario "sudo that asks for nothing, or not again"
printf 'Defaults timestamp_timeout=60\nalice ALL=(ALL) NOPASSWD: ALL\n' >/etc/sudoers.d/lax
check 0
says 'note: /etc/sudoers.d/lax:1: sudo asks neither .* for another 60 minutes after each use .*'
says 'note: /etc/sudoers.d/lax:2: whom this line concerns is asked by sudo neither for the password nor for a code .*'
rm /etc/sudoers.d/lax

scenario "who is let in without a contact needs none"
sed -i 's/^map = .*/&\nunenrolled = "skip"/' "$house/login.conf"
check 0
[[ $(count 'no contact and can give' "$said") == 0 ]] || say_why_and_stop "who misses a contact?" "$said"
mended "$house/login.conf"

scenario "a configuration that can't be read does not hide the rest"
echo 'nonsense = 1' >>"$house/login.conf"
sed -i 's/^UsePAM yes/UsePAM no/' "$drop_in"
check 1
says "problem: $house/login.conf:[0-9]+:1: .*"
says "problem: $(place_of UsePAM): .*"
mended "$house/login.conf"
mended "$drop_in"

scenario "who is not root is told so, and a draft of one's own can be checked all the same"
status=0
setpriv --reuid alice --regid alice --init-groups "$house/ozibusctl" --config "$house/login.conf" check \
    >"$said" 2>"$complained" || status=$?
same "exit status" 1 "$status"
says "problem: $house/credentials: Permission denied"
[[ $(count '^    run ozibusctl as root$' "$said") == $(count 'Permission denied$\|^problem: .*sshd:' "$said") ]] ||
    say_why_and_stop "who can read that?" "$said"

scenario "programs that are missing or damaged"
mv "$helper" "$helper.away"
one_problem "$helper" 'No such file or directory, so every login that asks for a code is refused'
says "ssh with a key       the key, then a refusal: the module can't work, see below"
says "sudo                 a refusal: the module can't work, see below"
says 'su                   the password, no code'
mv "$helper.away" "$helper"
cp -p "$module" "$module.good"
head -c 5000 "$module.good" >"$module"
one_problem "$module" '.*'
mv "$module.good" "$module"
userdel _ozibus
one_problem /etc/passwd 'there is no user _ozibus, .*'

scenario "nothing was asked of the service, and nothing is kept of anybody"
orders 0
verifies 0
same "records" "" "$(find "$state" -type f)"
