#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# hardening.sh BINARY...: what is installed is built as cmake/hardening.cmake says, read off the binaries.
set -euo pipefail
findings=0
expect() { # BINARY WHAT EXPECTED FOUND
    if [[ $3 != "$4" ]]; then
        printf '%s: %s: expected "%s", found "%s"\n' "$1" "$2" "$3" "$4"
        findings=$((findings + 1))
    fi
}

# The first instruction of what libc, libpam or the loader jumps to, where the compiler marked it.
begins_with_a_mark() { # BINARY FUNCTION
    objdump --disassemble="$2" --no-show-raw-insn "$1" | awk '/>:$/ {getline; print $2; exit}'
}

look_at() {
    local binary=$1 header dynamic segments imports notes
    header=$(readelf --wide --file-header "$binary")
    dynamic=$(readelf --wide --dynamic "$binary")
    segments=$(readelf --wide --program-headers "$binary")
    notes=$(readelf --wide --notes "$binary")
    imports=$(nm --dynamic --undefined-only --without-symbol-versions "$binary" | awk '{print $2}')

    expect "$binary" "position independent" DYN "$(awk '$1 == "Type:" {print $2}' <<<"$header")"
    if grep -q ' INTERP ' <<<"$segments"; then
        expect "$binary" "marked as a position independent program" 1 "$(grep -c 'FLAGS_1.* PIE' <<<"$dynamic")"
    fi
    expect "$binary" "bound before it runs" 1 "$(grep -c '(FLAGS_1).* NOW' <<<"$dynamic")"
    expect "$binary" "read-only after relocation" 1 "$(grep -c ' GNU_RELRO ' <<<"$segments")"
    expect "$binary" "flags of the stack" RW "$(awk '$1 == "GNU_STACK" {print $7}' <<<"$segments")"
    expect "$binary" "memory to write and to run" "" "$(awk '$0 ~ / RWE / {print $1}' <<<"$segments")"
    expect "$binary" "search paths and relocations of code" "" \
        "$(grep -oE '\((RPATH|RUNPATH|TEXTREL)\)|\(FLAGS\).*TEXTREL' <<<"$dynamic" || true)"
    expect "$binary" "guarded stack frames" __stack_chk_fail "$(grep -x __stack_chk_fail <<<"$imports" || true)"
    expect "$binary" "calls with checked bounds" some "$(grep -qE '^__[a-z]+_chk$' <<<"$imports" && echo some)"
    # libstdc++ calls sprintf itself. What has it within is also looked at as it is without.
    local unchecked='v?sprintf|v?syslog|explicit_bzero'
    if nm "$binary" | grep ' T _ZNSt6locale7classicEv$' >/dev/null; then
        unchecked='v?syslog|explicit_bzero'
    fi
    expect "$binary" "calls with bounds that could be checked and are not" "" \
        "$(grep -xE "$unchecked" <<<"$imports" || true)"
    expect "$binary" "wrappers of the tests" "" "$(nm "$binary" | grep -E '__(wrap|real)_' || true)"
    [[ $(awk '$1 == "Machine:" {print $NF}' <<<"$header") == X86-64 ]] || return 0
    expect "$binary" "ready for a shadow stack" 1 "$(grep -c 'x86 feature:.*SHSTK' <<<"$notes")"
    local entry=main
    if ! grep -q ' INTERP ' <<<"$segments"; then
        entry=pam_sm_authenticate
    fi
    expect "$binary" "first instruction of $entry" endbr64 "$(begins_with_a_mark "$binary" "$entry")"
}

for binary; do
    look_at "$binary"
done
printf '%d binaries, %d findings\n' $# "$findings"
((findings == 0))
