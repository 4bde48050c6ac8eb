#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Unpacks the packages of unpacked_packages.txt into build/unpacked, unless they are there. Needs no root where
# apt-get update was run.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
unpacked=$here/../build/unpacked

download() {
    apt-get -qq -o APT::Sandbox::User=root download "$1" && return
    apt-get -qq update
    apt-get -qq -o APT::Sandbox::User=root download "$1"
}

# The mark comes last: what was cut off in the middle is unpacked anew.
unpack() {
    local scratch
    scratch=$(mktemp -d)
    (cd "$scratch" && download "$1")
    dpkg-deb --extract "$scratch"/*.deb "$unpacked"
    rm -r "$scratch"
    touch "$unpacked/$1.unpacked"
}

mkdir -p "$unpacked"
while read -r package; do
    if [[ -n $package && $package != \#* && ! -e $unpacked/$package.unpacked ]]; then
        unpack "$package"
    fi
done <"$here/unpacked_packages.txt"
