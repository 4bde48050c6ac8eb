#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# bench.sh BUILD: that bench/run.sh's measurements run, and what of them does not depend on the machine's speed:
# connections, handshakes, requests, processes, threads, and what is mapped into the host and stays there.
set -euo pipefail
build=$1
source=$(realpath "$(dirname "$0")/../..")
results=$(mktemp -d "$build/bench/smoke.XXXXXX")
trap 'rm -rf "$results"' EXIT
one_process_logins=20 "$source/tests/private_root.sh" "$source/bench/stage.sh" "$build" "$results" 2 logins one_process
"$build/bench/bench_driver" check-counts --results "$results"
