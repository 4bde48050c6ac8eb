#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# systemd.sh MODULE HELPER SERVER PACKAGES: a real systemd, with the units of the package and of sshd, puts back what
# nobody has confirmed: when its timer runs out, at the next boot, and no sooner.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/../system/scenario.sh" "$@"
# shellcheck source=tests/packages/fresh_machine.sh
source "$(dirname "$0")/fresh_machine.sh" "$4"

readonly drop_in=/etc/ssh/sshd_config.d/00-ozibus.conf pending=/var/lib/ozibus/change/pending
readonly groups=/run/groups machine=/run/machine
group=
inside=() # what has the command behind it run on the machine that systemd runs

# What systemd has to have to itself: a group of processes, and folders that it empties. Its mount stays when it ends.
make_room() {
    mkdir "$groups"
    mount -t cgroup2 none "$groups"
    group=$(mktemp -d "$groups/ozibus-XXXXXX")
    trap remove_group EXIT
    local folder
    for folder in /tmp /var/tmp /var/spool; do
        mount -t tmpfs private "$folder"
    done
    # Nothing of this machine's devices, kernel or network, and no bus, which not every machine has; the log's socket is
    # the collector's.
    local unit
    for unit in systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket \
        systemd-udev-trigger.service systemd-modules-load.service systemd-sysctl.service systemd-binfmt.service \
        systemd-journald-dev-log.socket dbus.socket dbus.service systemd-timesyncd.service systemd-networkd.service networking.service \
        dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount \
        sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount; do
        ln -sf /dev/null "/etc/systemd/system/$unit"
    done
    : >/etc/fstab
    printf '[Unit]\nRequires=basic.target\nWants=ssh.service\nAfter=basic.target ssh.service\nAllowIsolate=yes\n' \
        >/etc/systemd/system/machine.target
}

remove_group() {
    [[ ! -s $machine ]] || kill -KILL "$(<"$machine")" 2>/dev/null || true
    wait_until nobody_is_in_group
    find "$group" -depth -type d -exec rmdir {} +
}

nobody_is_in_group() {
    grep -q '^populated 0' "$group/cgroup.events"
}

has_booted() {
    [[ $("${inside[@]}" systemctl is-active machine.target) == active ]]
}

boot() {
    (
        echo "$BASHPID" >"$group/cgroup.procs"
        exec unshare --mount --pid --cgroup --fork --kill-child --mount-proc bash -c '
            umount --recursive /sys/fs/cgroup 2>/dev/null || true
            mount -t cgroup2 none /sys/fs/cgroup
            container=private exec /lib/systemd/systemd --system --unit=machine.target --log-target=null --show-status=no'
    ) </dev/null >/dev/null 2>&1 &
    wait_until pgrep --parent $! --full 'systemd --system' >"$machine"
    inside=(nsenter --target "$(<"$machine")" --mount --pid --)
    wait_until has_booted 2>"$house/systemctl.log"
}

power_cut() {
    kill -KILL "$(<"$machine")"
    wait_until nobody_is_in_group
    rm -r /run/systemd
}

# when EVENT UNIT: microseconds since the kernel began.
when() {
    local time
    time=$("${inside[@]}" systemctl show --property="$1TimestampMonotonic" --value "$2.service")
    ((time > 0)) || say_why_and_stop "$2.service: no $1"
    printf '%d\n' "$time"
}

is_as_before() {
    [[ ! -e $drop_in && ! -e $pending ]]
}

waits_to_be_confirmed() {
    [[ -e $drop_in && -e $pending ]] || say_why_and_stop "$1: nothing waits to be confirmed any more"
}

furnish
mapfile -t files < <(package_files libpam-ozibus)
quietly "apt install" apt-get install --yes --no-install-recommends "${files[@]}"
configure
make_room

scenario "the timer puts back what nobody has confirmed"
boot
quietly "ozibusctl enable" "${inside[@]}" ozibusctl enable sshd --untested --revert-after 1s
wait_until is_as_before
pam_is_as_before

scenario "nothing is put back before its time, whatever systemd starts meanwhile"
quietly "ozibusctl enable" "${inside[@]}" ozibusctl enable sshd --untested --revert-after 1h
"${inside[@]}" systemctl list-timers --all --no-pager >"$house/timers"
grep -q 'run-.*\.timer' "$house/timers" || say_why_and_stop "systemd has no timer for it:" "$house/timers"
"${inside[@]}" systemctl start sysinit.target ozibus-revert.service
"${inside[@]}" systemctl start systemd-tmpfiles-clean.service
waits_to_be_confirmed "after other units were started"

scenario "the boot puts back what nobody has confirmed, before sshd"
power_cut
waits_to_be_confirmed "after the power cut"
boot
is_as_before || say_why_and_stop "something is left of the change"
pam_is_as_before
(($(when ExecMainExit ozibus-revert) < $(when ExecMainStart ssh))) || say_why_and_stop "sshd was started first"
