#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# manual_helper.sh MAIN_CPP PAGE: the helper takes no arguments, and its manual page shows and says so.
set -euo pipefail
main=$1
page=$2
text=$(mandoc -T ascii -O width=1000 "$page" | sed 's/.\x08//g')
synopsis=$(awk '/^[A-Z]/ { inside = $0 == "SYNOPSIS"; next } inside && NF { sub(/^ */, ""); print }' <<<"$text")
if [[ $synopsis != ozibus-helper || $text != *"takes no arguments"* ]] || ! grep -qxF 'int main() {' "$main"; then
    printf '%s and %s differ in what the helper takes; the synopsis is: %s\n' "$main" "$page" "$synopsis"
    exit 1
fi
