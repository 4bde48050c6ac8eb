#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# module_object.sh MODULE: what sshd and sudo load is small, needs libpam and libc alone, exports the
# two entry points alone, is hardened, and asks the environment nothing.
set -euo pipefail
module=$1
findings=0
expect() { # WHAT EXPECTED FOUND
    if [[ $2 != "$3" ]]; then
        printf '%s: expected:\n%s\nfound:\n%s\n' "$1" "$2" "$3"
        findings=$((findings + 1))
    fi
}

dynamic=$(readelf --wide --dynamic "$module")
symbols=$(nm --dynamic --without-symbol-versions "$module")

expect "libraries it needs" $'libc.so.6\nlibpam.so.0' "$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' <<<"$dynamic" | sort)"
expect "symbols it exports" $'pam_sm_authenticate\npam_sm_setcred' "$(awk '$2 ~ /^[A-TV-Z]$/ {print $3}' <<<"$symbols" | sort)"
expect "calls that read the environment" "" "$(awk '$1 == "U" && $2 ~ /getenv|^environ$|setlocale/ {print $2}' <<<"$symbols")"
expect "calls that take memory from the heap" "" "$(awk '$1 == "U" && $2 ~ /^(malloc|calloc|realloc|_Znw|_Zna)/ {print $2}' <<<"$symbols")"
expect "lazy binding" 1 "$(grep -c 'FLAGS_1.*NOW' <<<"$dynamic")"
expect "executable stack" "" "$(readelf --wide --program-headers "$module" | awk '$1 == "GNU_STACK" && $7 ~ /E/')"
expect "thread-local storage of its own" "" \
    "$(readelf --wide --section-headers "$module" | awk '$2 ~ /^\.(tdata|tbss)$/ || $3 ~ /^\.(tdata|tbss)$/ {print}')"

stripped=$(mktemp)
trap 'rm -f "$stripped"' EXIT
strip -o "$stripped" "$module"
size=$(stat -c %s "$stripped")
((size < 100 * 1024)) || expect "size in bytes, stripped" "below 102400" "$size"

printf '%s bytes stripped, %d findings\n' "$size" "$findings"
((findings == 0))
