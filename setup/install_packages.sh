#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# install_packages.sh [LIST]: installs what is missing of the list (packages.txt), as root, and starts no
# service: the machine's own sshd is none of this project's business.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
policy=/usr/sbin/policy-rc.d

is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

missing=()
while read -r package; do
    if [[ -n $package && $package != \#* ]] && ! is_installed "$package"; then
        missing+=("$package")
    fi
done <"${1-$here/packages.txt}"
if ((${#missing[@]} == 0)); then
    exit 0
fi
if ((EUID != 0)); then
    printf '%s: needs root to install: %s\n' "$0" "${missing[*]}" >&2
    exit 1
fi

# Debian's packages ask this file before they start a service.
if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 0755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}"
if [[ " ${missing[*]} " == *" openssh-server "* ]] && command -v systemctl >/dev/null; then
    systemctl disable ssh.service
fi
