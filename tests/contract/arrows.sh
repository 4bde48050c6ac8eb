#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# arrows.sh SOURCE_FOLDER: which room may include which, and which files may know which library
# (docs/architecture.md). Prints every include that is not allowed.
set -euo pipefail
cd "$1"

declare -A allowed=(
    [base]="base"
    [protocol]="protocol base"
    [pam_ozibus]="pam_ozibus protocol base"
    [helper/text]="helper/text"
    [helper/files]="helper/files helper base"
    [helper/process]="helper/process helper base"
    [helper/contacts]="helper/contacts helper base"
    [helper/api]="helper/api helper/contacts helper base"
    [helper/ledger]="helper/ledger helper/text helper/files helper/process helper base"
    [helper/login]="helper/login helper/ledger helper/api helper/contacts helper/process helper/text helper protocol base"
    [helper/config]="helper/config helper/login helper/ledger helper/api helper/process helper/files helper/text helper base"
    [helper/decision]="helper/decision helper/config helper/login helper/ledger helper/contacts helper/files helper/process helper/text helper protocol base"
    [helper]="helper helper/decision helper/config helper/login helper/ledger helper/api helper/contacts helper/files helper/process helper/text protocol base"
    [ctl/stack]="ctl/stack helper"
    [ctl/check]="ctl/check ctl/stack helper/config helper/login helper/ledger helper/api helper/contacts helper/files helper/process helper/text helper base"
    [ctl/explain]="ctl/explain ctl/check ctl/stack helper/decision helper/config helper/login helper/ledger helper/contacts helper/process helper/text helper pam_ozibus protocol base"
    [ctl/online]="ctl/online ctl/check helper/config helper/api helper/contacts helper/process helper/text helper base"
    [ctl/trial]="ctl/trial ctl/check helper/login helper base"
    [ctl/users]="ctl/users helper/contacts helper/files helper base"
    [ctl/change]="ctl/change ctl/check ctl/stack helper/files helper/process helper base"
    [ctl]="ctl ctl/change ctl/check ctl/explain ctl/online ctl/stack ctl/trial ctl/users helper/config helper/ledger helper/contacts helper/files helper/process helper/text helper base"
    [server]="server base"
)

# A library, and the only files that may include it.
libraries=(
    'security/ pam_ozibus/ ctl/stack/ ctl/trial/'
    'curl/ helper/api/http_session.cpp helper/api/http_failure.h helper/api/curl_handles.h'
    'nlohmann/ helper/api/wire.cpp ctl/json.h server/'
    'toml\+\+/ helper/config/reader.cpp server/key_reader.h'
    'httplib server/http_front.cpp'
    'CLI/ ctl/ server/main.cpp'
    'openssl/ helper/ledger/ helper/api/ server/'
    'phonenumbers/ ctl/users/mobile_number.cpp'
    'crypt\.h helper/ledger/recovery.cpp'
    'seccomp\.h helper/process/syscall_rules.h'
    'linux/landlock\.h helper/process/landlock.cpp'
)

findings=0
finding() {
    printf '%s\n' "$1"
    findings=$((findings + 1))
}

mapfile -t files < <(find "${!allowed[@]}" -maxdepth 1 -name '*.h' -o -maxdepth 1 -name '*.cpp' | sort -u)
((${#files[@]} > 50)) || finding "only ${#files[@]} files found in $1"

while IFS=: read -r file include; do
    room=${file%/*}
    target=${include%/*}
    [[ " ${allowed[$room]} " == *" $target "* ]] || finding "$file: may not include $include"
    # Three of the helper's headers belong to no room and may be used by all of them.
    if [[ $target == helper && $room != helper && ! $include =~ ^helper/(error|secret|wiping_heap)\.h$ ]]; then
        finding "$file: may not include $include, which stands above it"
    fi
done < <(grep -HoP '^#include "\K[^"]+' "${files[@]}")
for rule in "${libraries[@]}"; do
    read -r library places <<<"$rule"
    while read -r file; do
        known=no
        for place in $places; do
            [[ $file == "$place"* ]] && known=yes
        done
        [[ $known == yes ]] || finding "$file: may not know <$library> (only: $places)"
    done < <(grep -lE "^#include <$library" "${files[@]}")
done

printf '%d files, %d findings\n' "${#files[@]}" "$findings"
((findings == 0))
