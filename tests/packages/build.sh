#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# build.sh BUILD FOLDER: the Debian packages of what has been built in BUILD, into FOLDER. Nothing is compiled,
# and the source tree is left as it is.
set -euo pipefail
build=$(realpath "$1")
folder=$2
source=$(dirname "$(realpath "$0")")/../..

if ! grep -qx 'CMAKE_INSTALL_PREFIX:PATH=/usr' "$build/CMakeCache.txt"; then
    printf '%s: built for another prefix than /usr, and packages have no other; run: cmake --fresh\n' "$build" >&2
    exit 1
fi
rm -rf "$folder"
mkdir -p "$folder/tree"
cp -r "$source"/{debian,docs,*.md} "$folder/tree"
cd "$folder/tree"
# A tight archive takes time, and nobody looks at it.
OZIBUS_BUILT=$build DEB_BUILD_OPTIONS=noautodbgsym DPKG_DEB_COMPRESSOR_TYPE=gzip DPKG_DEB_COMPRESSOR_LEVEL=1 \
    timeout 60 dpkg-buildpackage --build=binary --unsigned-changes --unsigned-buildinfo --no-pre-clean >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    exit 1
}
rm -rf "$folder/tree"
ls "$folder"
