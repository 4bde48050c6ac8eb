#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The first process inside the namespaces that private_root.sh makes: lays out the private root, runs
# the command, and takes everything down by ending. Not for use by itself.
set -euo pipefail

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export OZIBUS_SYSLOG=/run/syslog

empty() {
    mount -t tmpfs -o mode=0755 private "$1"
}

# The nodes are bound rather than made: a container may mount, but not every one may make devices.
lay_out_dev() {
    mkdir /run/dev
    empty /run/dev
    local node
    for node in null zero full random urandom tty; do
        touch "/run/dev/$node"
        mount --bind "/dev/$node" "/run/dev/$node"
    done
    mkdir /run/dev/pts /run/dev/shm
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 private /run/dev/pts
    mount -t tmpfs -o mode=1777 private /run/dev/shm
    ln -s pts/ptmx /run/dev/ptmx
    ln -s /proc/self/fd /run/dev/fd
    local number=0 name
    for name in stdin stdout stderr; do
        ln -s "/proc/self/fd/$number" "/run/dev/$name"
        number=$((number + 1))
    done
    mount --move /run/dev /dev
    rmdir /run/dev
}

lay_out_etc() {
    mkdir /run/etc
    empty /run/etc
    cp -a /etc/. /run/etc/
    mount --move /run/etc /etc
    rmdir /run/etc
    # A site's directory service and name servers are out of reach, and waiting for them is no test.
    printf '%s: files\n' passwd group shadow gshadow hosts networks protocols services >/etc/nsswitch.conf
    printf '127.0.0.1 localhost private\n::1 localhost private\n' >/etc/hosts
    : >/etc/resolv.conf
    # As conf/sysusers.d/ozibus.conf makes it.
    if ! grep -q '^_ozibus:' /etc/passwd; then
        useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin _ozibus
    fi
    echo private >/proc/sys/kernel/hostname
}

lay_out_var() {
    local directory
    for directory in /var/log /var/mail /var/lib/sudo; do
        if [[ -d $directory ]]; then
            empty "$directory"
        fi
    done
}

umask 022
empty /run
mkdir -p /run/lock /run/home /run/sshd
lay_out_dev
lay_out_etc
lay_out_var
ip link set lo up
"$(dirname "$0")/collect_syslog.pl" /dev/log "$OZIBUS_SYSLOG"

status=0
"$@" || status=$?
exit "$status"
