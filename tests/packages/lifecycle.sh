#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# lifecycle.sh MODULE HELPER SERVER PACKAGES UNPACKED: what installing, enabling, booting, upgrading, removing and purging
# the Debian packages does to a machine and to its logins by the real sshd service.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/../system/scenario.sh" "$@"
# shellcheck source=tests/packages/fresh_machine.sh
source "$(dirname "$0")/fresh_machine.sh" "$4"

readonly unpacked=$5
readonly drop_in=/etc/ssh/sshd_config.d/00-ozibus.conf pending=/var/lib/ozibus/change/pending
readonly passwords='sshd -o PreferredAuthentications=keyboard-interactive'

asks_for_a_code() {
    dialogue <<END
ssh $passwords whoami
asked "Password: "
type alicePass1
await "\r\n"
asked \$sent \$question
answer [code]
ends "alice\r\n" 0
END
    one_result 'result=accepted user=alice service=sshd rhost=127\.0\.0\.1 tty=ssh .*'
    orders 1
}

asks_for_no_code() {
    dialogue <<END
ssh $passwords whoami
asked "Password: "
type alicePass1
await "\r\n"
ends "alice\r\n" 0
END
    orders 0
}

# later_version: the package as a release after this one has it, with other conffiles.
later_version() {
    local tree=$house/later
    dpkg-deb --raw-extract "$(package_files libpam-ozibus)" "$tree"
    sed -i 's/^Version: .*/&+later/' "$tree/DEBIAN/control"
    sed -i '1s/$/ (later)/' "$tree/etc/ozibus/ozibus.conf" "$tree/etc/pam.d/ozibus-key-and-code"
    dpkg-deb -Znone --build "$tree" "$house/later.deb" >"$apt_log"
}

conffiles() {
    dpkg-query --show --showformat='${Conffiles}\n' "$1" | sed -n 's/^ \([^ ]*\) .*/\1/p' | sort
}

# place_in_boot SCRIPT: its number among the init scripts, by what Debian without systemd orders them with.
place_in_boot() {
    local link=(/run/boot/rc2.d/S??"$1")
    [[ -L ${link[0]} ]] || say_why_and_stop "it is not started at boot: $1"
    link=("${link[0]##*/S}")
    printf '%d\n' "$((10#${link[0]:0:2}))"
}

# boots_with COMMAND...: the machine goes down before anybody has confirmed how sshd asks, and comes up with COMMAND; sshd
# is started after it. COMMAND by itself is no boot.
boots_with() {
    quietly "ozibusctl enable" ozibusctl enable sshd --untested --revert-after 1h
    quietly "$*" "$@"
    [[ -e $drop_in && -e $pending ]] || say_why_and_stop "nothing waits to be confirmed:" "$apt_log"
    kill "$(</run/sshd.pid)"
    wait_until test ! -e /run/sshd.pid
    sed -i -E 's/^(due [0-9]+ ).*/\1another-boot/' "$pending/change"
    quietly "$*" "$@"
    start_own_sshd
    pam_is_as_before
    [[ ! -e $drop_in && ! -e $pending ]] || say_why_and_stop "$*: something is left of the change"
}

# cleaned_in DAYS: what the daily cleaning leaves of the records when nobody has logged in for so long.
cleaned_in() {
    LD_PRELOAD=$(echo "$unpacked"/usr/lib/*/faketime/libfaketime.so.1) NO_FAKE_STAT=1 FAKETIME=+$1d \
        quietly "systemd-tmpfiles --clean" systemd-tmpfiles --clean --prefix=/var/lib/ozibus
    records
}

records() {
    find /var/lib/ozibus -printf '%p %u:%g %m\n' | sort
}

# what_is_edited: the files that an upgrade must not touch, without what dpkg puts beside them.
what_is_edited() {
    find /etc/ozibus /etc/pam.d -type f -not -name '*.dpkg-dist' -exec sha256sum {} + | sort -k 2
}

furnish
printf 'KbdInteractiveAuthentication yes\n' >/etc/ssh/sshd_config.d/50-passwords.conf
start_own_sshd
write_client_configuration sshd 22

scenario "installing changes no login"
mapfile -t files < <(package_files libpam-ozibus ozibus-server)
quietly "apt install" apt-get install --yes --no-install-recommends "${files[@]}"
pam_is_as_before
asks_for_no_code
same "version" "ozibusctl $(dpkg-query --show --showformat='${Version}' libpam-ozibus)" "$(ozibusctl --version)"

scenario "the secrets are root's, and no conffiles"
same "owners and modes" "/etc/ozibus root:root 755
/etc/ozibus/credentials root:root 600
/etc/ozibus/ozibus.conf root:root 644
/etc/ozibus/users.map root:root 640
/etc/ozibus-server root:root 755
/var/lib/ozibus root:root 700" \
    "$(stat --format '%n %U:%G %a' /etc/ozibus /etc/ozibus/* /etc/ozibus-server /var/lib/ozibus)"
same "conffiles" "/etc/fail2ban/filter.d/pam-ozibus.conf
/etc/init.d/ozibus-revert
/etc/ozibus/ozibus.conf
/etc/pam.d/ozibus-key-and-code
/etc/pam.d/ozibus-password-and-code" "$(conffiles libpam-ozibus)"
same "conffiles" "" "$(conffiles ozibus-server)"
getent passwd _ozibus _ozibus-server >"$apt_log" || say_why_and_stop "an account is missing:" "$apt_log"

scenario "the boot comes to what nobody has confirmed, before sshd, with and without systemd"
quietly "systemd-analyze verify" systemd-analyze --man=no verify ozibus-revert.service
for link in /etc/systemd/system/sysinit.target.wants/ozibus-revert.service /etc/rc2.d/S??ozibus-revert; do
    [[ -L $link ]] || say_why_and_stop "no such link: $link"
done
mkdir -p /run/boot/{init.d,depends,rc{0,1,2,3,4,5,6,S}.d}
cp /etc/init.d/{ozibus-revert,ssh} /run/boot/init.d
quietly insserv "$unpacked/sbin/insserv" --config "$unpacked/etc/insserv.conf" --override /run/boot/none \
    --insserv-dir /run/boot/depends --default --path /run/boot/init.d ssh ozibus-revert
(($(place_in_boot ozibus-revert) < $(place_in_boot ssh))) || say_why_and_stop "sshd is started first:" "$apt_log"

scenario "the server's unit is sound and confined"
quietly "systemd-analyze verify" systemd-analyze --man=no verify ozibus-server.service
quietly "systemd-analyze security" systemd-analyze security --offline=true --threshold=17 ozibus-server.service

scenario "the profile, switched on, asks for a code"
configure
quietly "pam-auth-update --enable" pam-auth-update --enable ozibus
asks_for_a_code

scenario "what is counted of a client's address is forgotten after a month, and nothing else"
[[ $(records) == */hosts/* && $(records) == */users/* ]] || say_why_and_stop "records are missing: $(records)"
kept=$(records)
same "records after 29 days" "$kept" "$(cleaned_in 29)"
same "records after 31 days" "$(sed '\|/hosts/|d' <<<"$kept")" "$(cleaned_in 31)"

scenario "an upgrade takes nothing out, and keeps what was edited"
sed -i '1s/$/ (edited)/' /etc/pam.d/ozibus-key-and-code
sed -i "s|^# map = .*|map = \"$house/users.map\"|" /etc/ozibus/ozibus.conf
rm /etc/ozibus/users.map
edited=$(what_is_edited)
later_version
quietly "the upgrade" dpkg --install --force-confold "$house/later.deb"
same "edited files" "$edited" "$(what_is_edited)"
asks_for_a_code

scenario "the boot puts back what nobody has confirmed"
quietly "pam-auth-update --disable" pam-auth-update --disable ozibus
pam_is_as_before
read -r -a command < <(sed -n 's/^ExecStart=//p' /lib/systemd/system/ozibus-revert.service)
boots_with "${command[@]}"
boots_with /etc/init.d/ozibus-revert start
quietly "the init script, at any other boot" /etc/init.d/ozibus-revert start
asks_for_no_code

scenario "the package stays while a stack of the administrator's own needs it"
quietly "ozibusctl enable" ozibusctl enable sshd --untested
[[ -e $drop_in ]] || say_why_and_stop "nothing is enabled:" "$apt_log"
printf 'AllowGroups sudo\n' >>"$drop_in"
printf '#auth required pam_ozibus.so\n@include ozibus-key-and-code\n' >/etc/pam.d/own-include
printf 'auth required /usr/lib/security/pam_ozibus.so\nauth required pam_permit.so\n' >/etc/pam.d/own-path
printf '# pam_ozibus.so\nauth required pam_deny.so\n' >/etc/pam.d/own-comment
printf '@include common-auth\nauth required pam_ozibus.so\n' >/etc/pam.d/own-beside
printf 'auth required pam_ozibus.so\n' >/etc/pam.d/own-part
common_lines=$(wc -l </etc/pam.d/common-auth)
printf 'auth required pam_ozibus.so\n@include own-part\n' >>/etc/pam.d/common-auth
if quietly "dpkg --remove" dpkg --remove libpam-ozibus 2>"$house/refusal"; then
    say_why_and_stop "it was removed:" "$apt_log"
fi
sed -n 's|^    \(/.*\)|\1|p' "$house/refusal" >"$house/advice"
same "advice" "/etc/pam.d/common-auth:$((common_lines + 1)): take this line out
/etc/pam.d/own-beside:2: take this line out
/etc/pam.d/own-include:2: put \"@include common-auth\" in its place
/etc/pam.d/own-part:1: take this line out
/etc/pam.d/own-path:1: put \"@include common-auth\" in its place" "$(<"$house/advice")"
same "state of the package" installed "$(dpkg-query --show --showformat='${db:Status-Status}' libpam-ozibus)"

scenario "whoever does what it advises is let in, and asked for the password"
while IFS=: read -r file line what; do
    case $what in
    *"take this line out") sed -i "${line}d" "$file" ;;
    *"@include common-auth"*) sed -i "${line}c@include common-auth" "$file" ;;
    esac
done <"$house/advice"
asks_for_no_code
same "stacks" "@include common-auth
#auth required pam_ozibus.so
@include common-auth
@include common-auth
auth required pam_permit.so" "$(cat /etc/pam.d/own-{beside,include,part,path})"
sed -i '/^@include own-part$/d' /etc/pam.d/common-auth
rm /etc/pam.d/own-*
pam_is_as_before

scenario "removing takes it out of every stack first"
quietly "pam-auth-update --enable" pam-auth-update --enable ozibus
asks_for_a_code
quietly "apt remove" apt-get remove --yes libpam-ozibus
pam_is_as_before
asks_for_no_code

scenario "a purge leaves nothing but what others wrote and what it does not know, and stops the server first"
touch /etc/ozibus/ca.pem
mkdir -p /run/systemd/system
printf '#!/bin/sh\necho "$*" >>/run/systemctl.log\n' >/usr/bin/systemctl
quietly "apt purge" apt-get purge --yes libpam-ozibus ozibus-server
pam_is_as_before
grep -q 'stop ozibus-server.service' /run/systemctl.log || say_why_and_stop "the server runs on:" /run/systemctl.log
same "what others wrote" "/var/backups/ozibus root:root 700
/var/backups/ozibus/etc-ssh-sshd_config.d-00-ozibus.conf.1 root:root 644" \
    "$(stat --format '%n %U:%G %a' /var/backups/ozibus /var/backups/ozibus/*)"
grep -qx 'AllowGroups sudo' /var/backups/ozibus/*.1 || say_why_and_stop "it was lost:" "$(echo /var/backups/ozibus/*)"
grep -q 'kept in /var/backups/ozibus' "$apt_log" || say_why_and_stop "the purge says nothing of it:" "$apt_log"
same "what is left" "/etc/ozibus
/etc/ozibus/ca.pem" "$(find /etc /usr/lib /usr/libexec /usr/sbin /usr/share /var/lib -path '*ozibus*' | sort)"
