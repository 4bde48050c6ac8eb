#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How ozibusctl has sshd and sudo ask for a code, and how it takes that back: on the machine's own sshd_config and
# /etc/pam.d, with real logins.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

readonly said=$house/said complained=$house/complained
readonly ctl=("$house/ozibusctl" --config "$house/login.conf")
readonly pending=/var/lib/ozibus/change/pending
readonly settings=/etc/ssh/sshd_config.d/00-ozibus.conf
install -m 0755 "$4" "$house/ozibusctl"

# private_layer FOLDER: what is changed below it ends with this test.
private_layer() {
    mkdir -p "$house/layer$1" "$house/work$1"
    mount -t overlay -o "lowerdir=$1,upperdir=$house/layer$1,workdir=$house/work$1" private "$1"
}

# gives STATUS ARGUMENT...: what ozibusctl says is in $said and $complained.
gives() {
    local status=0
    "${ctl[@]}" "${@:2}" >"$said" 2>"$complained" || status=$?
    [[ $status == "$1" ]] || {
        cat "$said" >&2
        say_why_and_stop "ozibusctl ${*:2}: exit status $status" "$complained"
    }
}

# has FILE PATTERN: a whole line of it.
has() {
    grep -qE "^$2$" "$1" || say_why_and_stop "expected: $2, but it was:" "$1"
}

# refuses PATTERN ARGUMENT...: and changes nothing.
refuses() {
    gives 1 "${@:2}"
    has "$complained" "ozibusctl: $1"
    as_before
}

logged() {
    settle
    grep -qE "ozibusctl\[[0-9]+\]: $1$" "$OZIBUS_SYSLOG" || say_why_and_stop "expected in the log: $1" "$OZIBUS_SYSLOG"
}

files() {
    find /etc/pam.d /etc/ssh -type f -exec stat -c '%n %a %u:%g' {} + -exec sha256sum {} + | sort
}

as_before() {
    same "files" "$before" "$(files)"
    [[ ! -e $pending ]] || say_why_and_stop "something is still pending"
}

# cannot_confirm PATTERN: alice gets in without being asked, and $CONFIRM is refused.
cannot_confirm() {
    local status=0
    ssh -F "$house/ssh_config" sshd "$CONFIRM" >"$said" 2>"$complained" || status=$?
    same "exit status" 1 "$status"
    has "$complained" "ozibusctl: $1"
}

gets_in_without_code() {
    dialogue <<'END'
ssh sshd whoami
ends "alice\r\n" 0
END
}

gets_in_with_code() {
    dialogue <<'END'
ssh sshd whoami
asked $sent $question
answer [code]
ends "alice\r\n" 0
END
}

# In place of the machine's sshd, for ozibusctl; `sshd -t` runs this file once when the settings are there. The real
# one runs from where it always does, in mounts of its own.
readonly once=$house/once
replace_sshd() {
    cat >"$house/sshd/replaced" <<END
#!/bin/bash
if [[ \$1 == -t && -e $settings && -e $once ]]; then
    mv $once $once.now
    . $once.now
fi
exec unshare -m sh -c 'umount -l /usr/sbin/sshd; exec /usr/sbin/sshd "\$@"' sshd "\$@"
END
    chmod 0755 "$house/sshd/replaced"
    mount --bind "$house/sshd/replaced" /usr/sbin/sshd
}

mount -t tmpfs private /var/lib
mkdir -m 0700 /var/lib/sudo
private_layer "$(dirname "$5")"
mkdir -p "$5"
cp -r "$conf/sshd_config.d" "$5"
furnish
sed -i '/^root:/d' "$house/users.map"
echo 'root: +61400000009' >>"$house/users.map"
for name in ozibus-key-and-code ozibus-password-and-code; do
    shipped_stack "$name" login >"/etc/pam.d/$name"
done
chmod 0640 /etc/pam.d/sshd
printf '%s\n' 'ListenAddress 127.0.0.1' "HostKey $house/keys/host" "AuthorizedKeysFile $house/authorized_keys/%u" \
    >>/etc/ssh/sshd_config
printf '%s\n' 'Defaults timestamp_timeout=0, lecture=never' 'alice ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers.d/alice
/usr/sbin/sshd
wait_until test -s /run/sshd.pid
write_client_configuration sshd 22
before=$(files)
replace_sshd

scenario "what nobody confirms is put back, every file as it was, also when the login that did it is over"
gets_in_without_code
rm "$house/authorized_keys/bob"
ssh -F "$house/ssh_config" sshd "sudo ${ctl[*]} enable sshd --untested --revert-after 1s" >"$said" 2>"$complained"
has "$said" "$settings: made"
has "$said" '/etc/pam.d/sshd: changed'
has "$said" 'Keep this session\. .*, and type there: sudo ozibusctl confirm'
has "$said" 'If that fails, type here: ozibusctl revert'
has "$complained" "ozibusctl: warning: .*: root's own login by ssh is refused, .*"
has "$complained" 'ozibusctl: warning: .* with a login shell .* no contact .*: .*bob.*'
has "$complained" 'ozibusctl: warning: /etc/ssh/sshd_config:[0-9]+: .* with a login shell .* no key, .*: .*bob.*'
wait_until test ! -e "$pending"
as_before
logged "ctl=enable service=sshd by=0 sudo_uid=$(id -u alice) revert_after=1s"
logged 'ctl=enable service=sshd file=/etc/pam.d/sshd'
logged 'ctl=revert service=sshd file=/etc/pam.d/sshd'
logged 'ctl=revert service=sshd reason="nobody has confirmed the change"'
gets_in_without_code

scenario "a login that is older than the change can't confirm it; a new one meets it, and can"
status=0
ssh -F "$house/ssh_config" sshd "sudo ${ctl[*]} enable sshd --untested --revert-after 1h &&
    sudo ${ctl[*]} confirm" >"$said" 2>"$complained" || status=$?
same "exit status" 1 "$status"
has "$complained" 'ozibusctl: this was let in by sshd before the change, and shows nothing of it; .*'
gives 1 confirm
has "$complained" 'ozibusctl: this was not let in by sshd, and shows nothing of it; .*'
mkdir "$house/named"
for name in login sshd; do
    cp /bin/bash "$house/named/$name"
    # shellcheck disable=SC2016 # for that bash
    ! "$house/named/$name" -c '"$@"; exit' "$name" "${ctl[@]}" confirm 2>"$complained" ||
        say_why_and_stop "a program that is called $name confirms sshd"
done
gives 1 enable sudo --untested
has "$complained" 'ozibusctl: the change of sshd is not confirmed yet; .*: sudo -k ozibusctl confirm .*'
export CONFIRM="sudo ${ctl[*]} confirm"
gives 0 bypass alice 1h
cannot_confirm 'no code of alice has been accepted for sshd since the change: .*, and log in anew by ssh .*'
gives 0 bypass alice 0s
dialogue <<'END'
ssh sshd $env(CONFIRM)
asked $sent $question
answer [code]
ends "/etc/ssh/sshd_config.d/00-ozibus.conf: stays\r\n/etc/pam.d/sshd: stays\r
sshd asks for a code from now on; to take it out: ozibusctl disable sshd\r\n" 0
END
logged "ctl=confirm service=sshd by=0 sudo_uid=$(id -u alice)"
gives 0 revert
has "$said" 'There is nothing to put back\.'
gets_in_with_code
gives 1 enable sshd --untested
has "$complained" 'ozibusctl: /etc/pam.d/ozibus-key-and-code:6: sshd already asks for a code; .*: ozibusctl disable sshd'

scenario "and it can be taken out, whatever the configuration says"
mv "$house/login.conf" "$house/login.conf.away"
gives 0 disable sshd
mv "$house/login.conf.away" "$house/login.conf"
as_before
logged 'ctl=disable service=sshd by=0'
gets_in_without_code
gives 0 disable sshd
has "$said" 'sshd asks for no code; there is nothing to take out\.'

scenario "killed in between: the next call puts it back"
echo 'kill -KILL $PPID' >"$once"
gives 137 enable sshd --untested
[[ -e $pending && -e $settings ]] || say_why_and_stop "it was not killed in between"
gives 0 status alice
has "$complained" 'ozibusctl: warning: sshd: nobody has confirmed that it asks for a code; what was there is back'
as_before
gets_in_without_code

scenario "sshd can't be told that it is taken out: the files are, for good"
gives 0 enable sshd --untested --revert-after 1h
mv "$pending" "${pending%/*}/sshd"
mkdir "$house/kept"
cp -a /etc/pam.d/sshd "$settings" "$house/kept"
echo 'Nonsense yes' >>/etc/ssh/sshd_config
gives 1 disable sshd
has "$complained" 'ozibusctl: sshd does not take its configuration: .*; codes are off in the files, but sshd still .*'
sed -i '/^Nonsense/d' /etc/ssh/sshd_config
as_before
cp -a "$house/kept/sshd" /etc/pam.d/sshd
cp -a "$house/kept/00-ozibus.conf" "$settings"
with_codes=$(files)
gives 0 status alice
same "files written afterwards" "$with_codes" "$(files)"
gives 0 disable sshd
as_before

scenario "a change that relies on the key, and a second sshd with settings of its own"
sed 's/^ListenAddress .*/&:2222/' /etc/ssh/sshd_config >"$house/second"
/usr/sbin/sshd -f "$house/second" -o "PidFile $house/second.pid"
wait_until test -s "$house/second.pid"
refuses 'an sshd has settings of its own, .* sshd: /usr/sbin/sshd -f .*' enable sshd --untested
gives 0 enable sshd --untested --first-factor password
gives 0 revert
kill "$(<"$house/second.pid")"
wait_until test ! -e "$house/second.pid"
as_before

scenario "sshd does not take its settings: all is put back at once"
echo 'echo "no, thanks"; exit 1' >"$once"
refuses 'sshd does not take its configuration: no, thanks; .*; nothing is changed' enable sshd --untested

scenario "an sshd that can't be found is not left with settings of its own"
mv /run/sshd.pid /run/sshd.pid.away
refuses 'PidFile /run/sshd.pid: does not name the sshd that runs, .*' enable sshd --untested
mv /run/sshd.pid.away /run/sshd.pid

scenario "a problem of the set-up as it would be"
chmod 0644 "$house/credentials"
refuses "$house/credentials: mode 0644 lets others read it" enable sudo --untested
has "$complained" "    run: chmod 600 $house/credentials"
chmod 0600 "$house/credentials"
echo 'LoginGraceTime 30' >>/etc/ssh/sshd_config
gives 1 enable sshd --untested
has "$complained" 'ozibusctl: /etc/ssh/sshd_config:[0-9]+: sshd hangs up after LoginGraceTime 30s, .*'
sed -i '/^LoginGraceTime/d' /etc/ssh/sshd_config
as_before

scenario "a roll-out that begins with observing is no problem"
sed -i 's/^\[policy\]/&\nmode = "observe"/' "$house/login.conf"
gives 0 enable sshd --untested
has "$complained" "ozibusctl: warning: $house/login.conf:[0-9]+: mode = \"observe\": .*"
gives 0 bypass alice 1h
ssh -F "$house/ssh_config" sshd "$CONFIRM" >"$said" 2>"$complained" || say_why_and_stop "not confirmed" "$complained"
has "$complained" 'ozibusctl: warning: no code of alice has been accepted for sshd since the change; mode = "observe" .*'
gives 0 bypass alice 0s
gives 0 disable sshd
sed -i '/^mode = /d' "$house/login.conf"
as_before

scenario "an administrator has to have been tested today"
refuses 'no administrator .* has passed a test within the last day; .*' enable sudo
printf '%s %d\n' root $(($(date +%s) - 86401)) alice "$(date +%s)" >"$state/tested"
chmod 0600 "$state/tested"
refuses 'no administrator .*' enable sudo
usermod -aG sudo alice

scenario "a sudo that waits for the password while it is told to ask for a code shows nothing of it"
echo 'alice ALL=(ALL:ALL) ALL' >/etc/sudoers.d/alice
echo 'Defaults use_pty' >/etc/sudoers.d/pty
export ENABLE="${ctl[*]} enable sudo --revert-after 1h"
dialogue <<'END'
ssh -tt sshd $env(CONFIRM)
await {[sudo] password for alice: }
exec {*}$env(ENABLE) >/dev/null 2>/dev/null
type alicePass1
ends "\r\nozibusctl: this was let in by sudo before the change, and shows nothing of it; type: sudo -k ozibusctl confirm\r
Connection to 127.0.0.1 closed.\r\r\n" 1
END

scenario "nor does a sudo that does not ask"
! sudo -k "${ctl[@]}" confirm 2>"$complained" || say_why_and_stop "root confirms what root is not asked"
has "$complained" 'ozibusctl: sudo lets root in without asking, .*; as a user whom sudo asks, type: sudo -k .*'
echo 'alice ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers.d/alice
cannot_confirm 'no code of alice has been accepted for sudo since the change: .*, and type: sudo -k ozibusctl confirm'
gives 0 revert
as_before

scenario "sudo and sudo -i, confirmed through sudo itself"
echo 'alice ALL=(ALL:ALL) ALL' >/etc/sudoers.d/alice
gives 0 enable sudo --revert-after 1h
has "$said" '/etc/pam.d/sudo: changed'
has "$said" '/etc/pam.d/sudo-i: changed'
has "$complained" 'ozibusctl: warning: /etc/pam.d/sudo: nobody could become root by sudo or su while no code arrives: .*'
gives 0 check
has "$said" "note: $pending: that sudo asks for a code waits to be confirmed, and is put back within (1h|59m)"
gives 1 confirm
has "$complained" 'ozibusctl: this was not let in by sudo, and shows nothing of it; type: sudo -k ozibusctl confirm'
dialogue <<'END'
ssh -tt sshd $env(CONFIRM)
await {[sudo] password for alice: }
type alicePass1
await "\r\n$sent\r\n$question"
answer [code]
ends "/etc/pam.d/sudo: stays\r\n/etc/pam.d/sudo-i: stays\r
sudo asks for a code from now on; to take it out: ozibusctl disable sudo\r\nConnection to 127.0.0.1 closed.\r\r\n" 0
END

scenario "a stack that has lost the line since is a problem"
cp -p /etc/pam.d/sudo "$house/with-line"
sed -i 's/^@include ozibus.*/@include common-auth/' /etc/pam.d/sudo
gives 1 check
has "$said" 'problem: /etc/pam.d/sudo: sudo asks for no code, though ozibusctl enable sudo made it ask: .*'
cp -p "$house/with-line" /etc/pam.d/sudo

scenario "where nothing can be noted, nothing is taken out"
readonly notes=${pending%/*}
cp -a "$notes" "$house/notes"
mount -t tmpfs -o size=1m,mode=0700 full "$notes"
cp -a "$house/notes/." "$notes"
! cat /dev/zero >"$notes/zeros" 2>"$complained" || say_why_and_stop "the disk is not full"
gives 1 disable sudo
has "$complained" "ozibusctl: $notes/.*: No space left on device.*"
cmp /etc/pam.d/sudo "$house/with-line"
umount "$notes"
gives 0 check

scenario "what others have written in the meantime is no reason to keep the line"
echo '# mine' >>/etc/pam.d/sudo
gives 0 disable sudo
same "the last line" '# mine' "$(tail -n 1 /etc/pam.d/sudo)"
sed -i '$d' /etc/pam.d/sudo
as_before

scenario "a password and a code by ssh, put back on demand; who was about to log in has to begin anew"
exec {connection}<>/dev/tcp/127.0.0.1/22
read -r -u "$connection" -t "$patience" greeting
gives 0 enable sshd --first-factor password
has /etc/pam.d/sshd '@include ozibus-password-and-code'
has "$settings" 'AuthenticationMethods keyboard-interactive'
timeout "$patience" cat <&"$connection" >"$said" || say_why_and_stop "a login under way goes by the old settings: $greeting"
exec {connection}>&-
gives 0 revert
has "$said" 'sshd: everything is as it was before\.'
as_before
logged 'ctl=revert service=sshd by=0'

scenario "nobody but root"
for command in 'enable sudo' 'disable sudo' confirm revert; do
    # shellcheck disable=SC2086 # words
    ! setpriv --reuid alice --regid alice --init-groups "${ctl[@]}" $command 2>"$complained" ||
        say_why_and_stop "alice may $command"
    has "$complained" 'ozibusctl: .*run ozibusctl as root'
done

scenario "stacks that are not Debian's"
cp -p /etc/pam.d/sudo "$house/good-sudo"
sed -i 's/^@include common-auth/auth include system-auth/' /etc/pam.d/sudo
cp /etc/pam.d/common-auth /etc/pam.d/system-auth
gives 1 enable sudo
has "$complained" 'ozibusctl: /etc/pam.d/sudo: has no line "@include common-auth"; write by hand, .*'
rm /etc/pam.d/system-auth /etc/pam.d/sudo
ln -s "$house/good-sudo" /etc/pam.d/sudo
gives 1 enable sudo
has "$complained" 'ozibusctl: /etc/pam.d/sudo: is a symbolic link; .*'
rm /etc/pam.d/sudo
cp -p "$house/good-sudo" /etc/pam.d/sudo
as_before

scenario "what can't be put back at first is tried again"
gives 0 enable sudo --revert-after 5s
mount --bind /etc/pam.d /etc/pam.d
mount -o remount,bind,ro /etc/pam.d
has_failed() { grep -q 'ctl=revert error=.*Read-only file system' "$OZIBUS_SYSLOG"; }
wait_until has_failed
umount /etc/pam.d
wait_until test ! -e "$pending"
as_before

scenario "on a disk that is full"
cp -a /etc/pam.d "$house/pam.d"
mount -t tmpfs -o size=1m,mode=0755 full /etc/pam.d
cp -a "$house/pam.d/." /etc/pam.d
gives 0 enable sudo
logged 'ctl=enable service=sudo by=0 revert_after=5m'
! cat /dev/zero >/etc/pam.d/zeros 2>"$complained" || say_why_and_stop "the disk is not full"
gives 0 revert
rm /etc/pam.d/zeros
as_before
umount /etc/pam.d

scenario "systemd watches the change, where it runs"
mkdir -p /run/systemd/system
cat >"$house/systemd-run" <<END
#!/bin/bash
printf '%s\n' "\$@" >$house/timer
END
chmod 0755 "$house/systemd-run"
mount --bind "$house/systemd-run" /usr/bin/systemd-run
gives 0 enable sudo --revert-after 1s
tr '\n' ' ' <"$house/timer" >"$said"
# What is left of the second by then.
has "$said" "--quiet --collect --on-active=[0-9]{1,4}ms .* $house/ozibusctl revert --overdue "
reverted() {
    gives 0 revert --overdue
    [[ ! -e $pending ]]
}
wait_until reverted
as_before

scenario "systemd begins an sshd without a PidFile anew, and waits until it listens"
kill "$(</run/sshd.pid)"
wait_until test ! -e /run/sshd.pid
sed -i '1i PidFile none' /etc/ssh/sshd_config
cat >"$house/begin_sshd" <<END
#!/bin/bash
# Like systemctl, this comes back when sshd listens.
while [[ -e $house/sshd.main ]] && kill -0 "\$(<$house/sshd.main)" 2>/dev/null; do :; done
/usr/sbin/sshd -D </dev/null >/dev/null 2>&1 &
echo \$! >$house/sshd.main
until (exec {probe}<>/dev/tcp/127.0.0.1/22) 2>/dev/null; do :; done
END
cat >"$house/systemctl" <<END
#!/bin/bash
echo "\$*" >>$house/units
if [[ \$1 == restart ]]; then
    kill "\$(<$house/sshd.main)"
    $house/begin_sshd
fi
END
chmod 0755 "$house/begin_sshd" "$house/systemctl"
mount --bind "$house/systemctl" /usr/bin/systemctl
"$house/begin_sshd"
gives 0 enable sshd --untested --revert-after 1h
same "asked of systemd" 'is-active ssh.service restart ssh.service ' "$(tail -n 2 "$house/units" | tr '\n' ' ')"
gets_in_with_code
gives 0 revert
gets_in_without_code
kill "$(<"$house/sshd.main")"
# shellcheck disable=SC2016 # evaluated anew each time
wait_until eval '! kill -0 "$(<"$house/sshd.main")" 2>/dev/null'
umount /usr/bin/systemctl
sed -i '1d' /etc/ssh/sshd_config
as_before
/usr/sbin/sshd
wait_until test -s /run/sshd.pid

scenario "at boot, before there is an sshd"
gives 0 enable sshd
kill "$(</run/sshd.pid)"
wait_until test ! -e /run/sshd.pid
rmdir /run/sshd
gives 0 revert
as_before
mkdir /run/sshd

scenario "each connection has an sshd of its own: who was about to log in has to begin anew here, too"
cat >"$house/inetd.py" <<'END'
import socket, subprocess
listener = socket.create_server(("127.0.0.1", 22))
print(listener.fileno(), flush=True)
while True:
    connection = listener.accept()[0]
    # Without an environment, sshd has no room for what it would write into the process list.
    subprocess.Popen(["/usr/sbin/sshd", "-i"], stdin=connection, stdout=connection, env={})
    connection.close()
END
umount /usr/sbin/sshd
python3 "$house/inetd.py" >"$house/inetd" &
wait_until test -s "$house/inetd"
make_user bartholomew-the-second
exec {connection}<>/dev/tcp/127.0.0.1/22
read -r -u "$connection" -t "$patience" greeting
export ENABLE="${ctl[*]} enable sshd --untested --revert-after 1h"
dialogue <<'END'
ssh -l bartholomew-the-second -o PreferredAuthentications=password sshd whoami
await "\rbartholomew-the-second@server's password: "
exec {*}$env(ENABLE) >/dev/null 2>/dev/null
type bartholomew-the-secondPass1
expect eof
if {[lindex [wait] 3] != 255} {
    fail "the login went on: $expect_out(buffer)"
}
END
timeout "$patience" cat <&"$connection" >"$said" || say_why_and_stop "a login under way goes by the old settings: $greeting"
exec {connection}>&-
gets_in_with_code
exec {connection}<>/dev/tcp/127.0.0.1/22
read -r -u "$connection" -t "$patience" greeting
gives 0 revert
timeout "$patience" cat <&"$connection" >"$said" || say_why_and_stop "a login under way goes by the new settings: $greeting"
exec {connection}>&-
as_before
gets_in_without_code
kill %%
