#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# lint.sh [cppcheck|clang-tidy]: what the static analysers find in the product; no word means both. clang-tidy reads its
# checks in .clang-tidy, wants each file compiled alone, and takes minutes; test.sh runs cppcheck only.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
readonly rooms=(base protocol pam_ozibus helper ctl server)

run_cppcheck() {
    cppcheck --quiet --error-exitcode=1 -j "$(nproc)" --language=c++ --std=c++20 --enable=warning,performance,portability \
        -I . "${rooms[@]}"
    printf 'cppcheck: nothing found\n'
}

run_clang_tidy() {
    local IFS='|'
    cmake --preset dev -B build/clang-tidy -DCMAKE_UNITY_BUILD=OFF -DOZIBUS_TESTS=OFF >/dev/null
    cmake --build build/clang-tidy --target ozibus_process  # it generates a header
    run-clang-tidy -quiet -p build/clang-tidy -j "$(nproc)" "^$PWD/(${rooms[*]})/.*" 2>&1 | sed '/warnings generated\.$/d; /^clang-tidy-/d'
    [[ ${PIPESTATUS[0]} == 0 ]]
    printf 'clang-tidy: nothing found\n'
}

case ${1-both} in
cppcheck) run_cppcheck ;;
clang-tidy) run_clang_tidy ;;
both)
    run_cppcheck
    run_clang_tidy
    ;;
*)
    printf 'usage: %s [cppcheck|clang-tidy]\n' "$0" >&2
    exit 2
    ;;
esac
