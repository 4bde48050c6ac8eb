#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# build_depends.sh CONTROL PACKAGES: the Debian packages are built from what setup/packages.txt brings, and say so: each
# library of the one stands in the other. Tests and fuzzers are not built there.
set -euo pipefail
control=$1
packages=$2

build_depends=$(awk '/^[A-Z]/ { inside = $1 == "Build-Depends:" } inside' "$control" | grep -oE '[a-z0-9.+-]+-dev' | sort)
brought=$(grep -vE '^#|^(libgtest-dev|libgmock-dev|libclang-rt-.*-dev)$' "$packages" | grep -E -- '^(lib|nlohmann).*-dev$' | sort)
(($(wc -l <<<"$brought") > 5))
diff --label "$control" --label "$packages" --unified=0 <(echo "$build_depends") <(echo "$brought")
