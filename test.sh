#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds and checks everything on Debian 12: all tests, the formatting, the tests of the rooms and of the module once
# more under the sanitizers, a host with threads under the thread sanitizer, and the fuzzers for a moment. Installs
# what is missing, so it needs root and asks sudo for it.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"
if (($# > 0)); then
    printf 'usage: ./test.sh\n' >&2
    exit 2
fi
if ((EUID != 0)); then
    exec sudo -- ./test.sh
fi

step() {
    printf '\n== %s\n' "$1"
}

build() {
    cmake --preset "$1"
    cmake --build --preset "$1"
}

# Tests wait for processes of theirs about as long as they compute.
run_tests() {
    ctest --preset "$1" -j"$((2 * $(nproc)))" --timeout 600
}

give_build_back() {
    if [[ -d build ]]; then
        chown -R --reference=. build
    fi
}

check_format() {
    find . \( -path ./build -o -path ./.git \) -prune -o \( -name '*.cpp' -o -name '*.h' \) -print0 |
        xargs -0 clang-format --dry-run -Werror
}

# Two of the builds compile the same tests, and the packages compile the same product as the first; what one has compiled,
# the others take from here.
export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_DIR=$PWD/build/ccache CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,locale

trap give_build_back EXIT
step "Packages"
setup/install_packages.sh
setup/unpack_packages.sh
step "Formatting"
check_format
step "Static analysis"
tests/lint.sh cppcheck
step "Build"
build dev
step "Tests"
run_tests dev
step "Build with the address and undefined-behaviour sanitizers"
build sanitizers
step "Tests under the sanitizers"
run_tests sanitizers
step "Fuzzing, for a moment"
tests/fuzz.sh 2
step "Threads under the thread sanitizer"
build thread-sanitizer
ctest --preset thread-sanitizer --timeout 120
