#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# manual_lint.sh PAGE: mandoc finds nothing wrong with the manual page but the empty paragraphs that scdoc
# writes around every heading, list and entry.
set -euo pipefail
empty_paragraph='^mandoc: [^ ]+: WARNING: skipping paragraph macro: PP (empty|after SH|after SS)$'

# Its exit status is that of the worst it reports.
report=$(mandoc -T lint -W warning "$1" 2>&1) || true
findings=0
while read -r line; do
    if [[ -n $line && ! $line =~ $empty_paragraph ]]; then
        printf '%s\n' "$line"
        findings=$((findings + 1))
    fi
done <<<"$report"

printf '%d findings\n' "$findings"
((findings == 0))
