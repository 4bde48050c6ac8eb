#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# bench/run.sh [--quick] [--write] [--build FOLDER]: measures logins in namespaces of their own and holds them
# against the targets in docs/performance.md. --quick: 30 rounds in place of 60. --write: puts the results into
# docs/performance.md. --build: a folder that is built already, in place of the preset "release".
set -euo pipefail
here=$(dirname "$(realpath "$0")")
cd "$here/.."
if ((EUID != 0)); then
    exec sudo -- "$here/run.sh" "$@"
fi

rounds=60
build=
page=()
while (($# > 0)); do
    case $1 in
    --quick) rounds=30 ;;
    --write) page=(--page docs/performance.md --charts docs/performance) ;;
    --build)
        build=$(realpath "$2")
        shift
        ;;
    *)
        printf 'usage: bench/run.sh [--quick] [--write] [--build FOLDER]\n' >&2
        exit 2
        ;;
    esac
    shift
done

if [[ -z $build ]]; then
    setup/install_packages.sh
    setup/install_packages.sh bench/packages.txt
    cmake --preset release -DOZIBUS_BENCH=ON >/dev/null
    cmake --build --preset release
    build=$PWD/build/release
    chown -R --reference=. build
fi
results=$(mktemp -d "$build/bench/results.XXXXXX")
trap 'rm -rf "$results"' EXIT
tests/private_root.sh "$here/stage.sh" "$build" "$results" "$rounds"
"$build/bench/bench_driver" report --results "$results" "${page[@]}"
