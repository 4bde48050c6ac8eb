# SPDX-License-Identifier: Apache-2.0
# source fresh_machine.sh PACKAGES: the private root becomes a machine on which packages can be installed and nothing of
# this project ever was. PACKAGES is the folder that build.sh has filled. Behind scenario.sh, whose words it uses.
# shellcheck shell=bash disable=SC2154
set -euo pipefail

packages=$(realpath "$1")
readonly packages pam_before=/run/pam.before apt_log=/run/apt.log

# What is written there ends with the private root.
make_private() {
    local layer
    for layer in "$@"; do
        mkdir -p "/run/layers$layer"/{upper,work}
        mount -t overlay -o "lowerdir=$layer,upperdir=/run/layers$layer/upper,workdir=/run/layers$layer/work" private "$layer"
    done
}

# quietly WHAT COMMAND...: its output is of interest only when it fails.
quietly() {
    if ! DEBIAN_FRONTEND=noninteractive timeout 200 "${@:2}" </dev/null >"$apt_log" 2>&1; then
        printf '%s failed:\n' "$1" >&2
        cat "$apt_log" >&2
        return 1
    fi
}

package_files() {
    local name
    for name in "$@"; do
        printf '%s\n' "$packages/$name"_*.deb
    done
}

# Each file of /etc/pam.d with owner, mode and content; the package's own are not counted.
pam_state() {
    find /etc/pam.d ! -name 'ozibus-*' -printf '%p %y %u:%g %m\n' | sort
    find /etc/pam.d -type f ! -name 'ozibus-*' -exec sha256sum {} + | sort -k 2
}

pam_is_as_before() {
    diff --label before --label now --unified=0 "$pam_before" <(pam_state) >&2 || say_why_and_stop "/etc/pam.d has changed"
}

make_private /usr /var/lib /var/cache /var/backups
mkdir -p /var/log/apt
userdel _ozibus
# Of containers: it forbids packages to start and to stop services.
rm -f /usr/sbin/policy-rc.d
pam_state >"$pam_before"

# The machine's own sshd as Debian sets it up, with the key that fixture.sh has made.
cp /usr/share/openssh/sshd_config /etc/ssh/sshd_config
rm -f /etc/ssh/sshd_config.d/* /etc/ssh/ssh_host_*
cp "$house/keys/host" /etc/ssh/ssh_host_ed25519_key
cp "$house/keys/host.pub" /etc/ssh/ssh_host_ed25519_key.pub

start_own_sshd() {
    /usr/sbin/sshd -E "$house/sshd.log"
    wait_until test -s /run/sshd.pid
}

# The package, so that its module and check are content.
configure() {
    sed -i "s|^# base_urls = .*|base_urls = [\"https://localhost:$server_port/v1\"]|" /etc/ozibus/ozibus.conf
    cat "$house/credentials" >/etc/ozibus/credentials
    printf 'root: root@example.com\n' >>"$house/users.map"
    cat "$house/users.map" >/etc/ozibus/users.map
}
