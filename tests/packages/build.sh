#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# build.sh FOLDER: the Debian packages, source and binary, by dpkg-buildpackage in a copy of the source tree, into
# FOLDER; then that `debian/rules clean` leaves the copy as it was. The compiler gets what the preset "dev" gives it, and
# the tree lies as deep, so that ccache has the objects at hand where the preset was built with it, as test.sh does.
set -euo pipefail
folder=$1
source=$(realpath "$(dirname "$0")/../..")
tree=$folder/tree

# Debian's flags, but warnings are errors, and what debuggers get is short.
export DEB_CXXFLAGS_PREPEND=-Werror DEB_CXXFLAGS_APPEND=-g1
# A tight archive takes time, and nobody looks at it.
export DPKG_DEB_COMPRESSOR_TYPE=gzip DPKG_DEB_COMPRESSOR_LEVEL=1
export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
export CCACHE_DIR=${CCACHE_DIR-$source/build/ccache} CCACHE_BASEDIR=$source CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,locale

# What has gone wrong stands in the log.
logged() {
    "$@" >>"$folder/log" 2>&1 || {
        cat "$folder/log" >&2
        exit 1
    }
}

content() {
    (cd "$tree" && find . -type f -exec sha256sum {} + | sort -k 2)
}

rm -rf "$folder"
mkdir -p "$tree"
tar --create --directory "$source" --exclude=./build --exclude=./.git . |
    tar --extract --directory "$tree" --no-same-owner
before=$(content)
cd "$tree"
logged dpkg-buildpackage --unsigned-source --unsigned-changes
logged debian/rules clean
diff --label "the tree" --label "the tree, built and cleaned" --unified=0 <(printf '%s\n' "$before") <(content)
rm -rf "$tree"
ls "$folder"
