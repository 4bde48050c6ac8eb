#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Shows an ssh login and a sudo that ask for a code. Leaves you at a real login; with --auto, or without
# a terminal, plays it by itself and fails when anything differs from what it should be. Installs what is
# missing, so it needs root and asks sudo for it; nothing else on this machine is changed.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"
if (($# > 1)) || [[ ${1---auto} != --auto ]]; then
    printf 'Usage: ./demo.sh [--auto]\n' >&2
    exit 2
fi
if ((EUID != 0)); then
    exec sudo -- ./demo.sh "$@"
fi

give_build_back() {
    if [[ -d build ]]; then
        chown -R --reference=. build
    fi
}

build() {
    cmake --preset release
    cmake --build --preset release
}

# run WHAT COMMAND...: its output is of interest only when it fails.
run() {
    printf '%s ... ' "$1"
    shift
    local output
    if output=$("$@" 2>&1); then
        printf 'done\n'
    else
        printf 'failed\n%s\n' "$output" >&2
        exit 1
    fi
}

trap give_build_back EXIT
run "Installing what the build needs" setup/install_packages.sh
run "Building" build

part=interactive
if (($# == 1)) || [[ ! -t 0 || ! -t 1 ]]; then
    part=auto
fi
release=build/release
tests/private_root.sh demo/stage.sh "$part" "$release/pam_ozibus/pam_ozibus.so" \
    "$release/helper/ozibus-helper" "$release/server/ozibus-server"
