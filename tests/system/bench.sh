#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# bench.sh BUILD: that bench/run.sh's measurements run, and what of them does not depend on the machine's speed:
# connections, handshakes, requests, processes, threads, and what is mapped into the host and stays there.
set -euo pipefail
build=$1
source=$(realpath "$(dirname "$0")/../..")
results=$(mktemp -d "$build/bench/smoke.XXXXXX")
trap 'rm -rf "$results"' EXIT
one_process_logins=20 map_lines=1000 "$source/tests/private_root.sh" "$source/bench/stage.sh" "$build" "$results" 2 \
    logins one_process user_map
"$build/bench/bench_driver" check-counts --results "$results"

# No row of the map's table is without its figures.
report=$("$build/bench/bench_driver" report --results "$results" | sed -n '/^| with a map of/,/^$/p')
rows=$(grep -cE '^\|[^|]+\| +-?[0-9.]+ \| +-?[0-9.]+ \|$' <<<"$report") || true
if [[ $rows != 7 ]]; then
    printf 'in place of seven rows with figures:\n%s\n' "$report"
    exit 1
fi
