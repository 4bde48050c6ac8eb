#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# manual_credentials.sh CREDENTIALS_CPP EXAMPLE PAGE: the keys that are taken in the file of credentials, those that the
# example has, and those under CREDENTIALS in the manual page are the same.
set -euo pipefail
source=$1
example=$2
page=$3

# Each begins at the margin, alone on its line, and what explains it stands deeper.
documented() {
    mandoc -T ascii -O width=1000 "$page" | sed 's/.\x08//g' | awk '
        /^[A-Z]/ { inside = $0 == "CREDENTIALS"; next }
        inside && /^       [a-z_]+$/ { key = $1; next }
        inside && /^        / && key != "" { print key; key = "" }'
}

taken=$(grep -oP 'Field\{"\K[a-z_]+' "$source" | sort)
diff --label "$source" --label "$example" --unified=0 - <(grep -oP '^(# )?\K[a-z_]+(?= = )' "$example" | sort) <<<"$taken"
diff --label "$source" --label "$page" --unified=0 - <(documented | sort) <<<"$taken"
printf '%d keys\n' "$(wc -l <<<"$taken")"
