#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# tests/fuzz.sh SECONDS [TARGET...]: builds the fuzzers and runs each of them for so long, one on each
# processor, on its seeds, on what earlier runs found worth keeping in build/fuzz/corpus, and on new inputs.
# Ends with the first input that breaks a promise, keeps it in build/fuzz/findings and says how to replay it.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
seconds=${1:?usage: tests/fuzz.sh SECONDS [TARGET...]}
shift
build=build/fuzz
declare -A running=() # process: target

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
targets=("$@")
if ((${#targets[@]} == 0)); then
    mapfile -t targets < <(cd tests/fuzz/seeds && printf '%s\n' *)
fi

clean_up() {
    if ((${#running[@]} > 0)); then
        kill "${!running[@]}" 2>/dev/null || true
        wait
    fi
    rm -rf "$TMPDIR"
}
# What the fuzzers leave there goes when this ends, however they end.
TMPDIR=$(mktemp -d -p /dev/shm ozibus-fuzz-XXXXXX)
trap clean_up EXIT
export TMPDIR
# Names instead of addresses, without a package of its own.
export ASAN_OPTIONS=allow_addr2line=1 UBSAN_OPTIONS=print_stacktrace=1

start() {
    local target=$1
    mkdir -p "$build/corpus/$target" "$build/findings" "$build/logs"
    "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=60 -report_slow_units=60 -rss_limit_mb=1024 \
        -print_final_stats=1 -artifact_prefix="$build/findings/$target-" \
        "$build/corpus/$target" "tests/fuzz/seeds/$target" >"$build/logs/$target" 2>&1 &
    running[$!]=$target
}

# The last number behind that word in a fuzzer's log.
last() {
    sed -n "s/.*$1: *\([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1
}

tell_finding() {
    local target=$1 log=$build/logs/$1 input
    input=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
    grep -E 'BROKEN PROMISE|runtime error|^(SUMMARY|==[0-9]+==.*ERROR)|cannot|No such file' "$log" || tail -n 5 "$log"
    printf '\n%s: FOUND SOMETHING, see %s\n' "$target" "$log"
    if [[ -n $input ]]; then
        printf 'Replay: %s\n' "$build/tests/fuzz/fuzz_$target $input"
        printf 'Mended, it becomes a seed: %s\n' "tests/fuzz/seeds/$target/NAME"
    fi
    exit 1
}

await_one() {
    local process target log status=0
    wait -n -p process || status=$?
    target=${running[$process]}
    unset "running[$process]"
    ((status == 0)) || tell_finding "$target"
    log=$build/logs/$target
    printf '%-15s %12s %10s\n' "$target" "$(last stat::number_of_executed_units "$log")" "$(last cov "$log")"
}

printf '%-15s %12s %10s\n' target executions coverage
for target in "${targets[@]}"; do
    ((${#running[@]} < $(nproc))) || await_one
    start "$target"
done
while ((${#running[@]} > 0)); do
    await_one
done
