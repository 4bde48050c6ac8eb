// SPDX-License-Identifier: Apache-2.0
// What a test has to know of the build that it runs in. In one file of its own, so that the tests themselves
// are the same in all builds, and are compiled once.
#pragma once

namespace ozibus::module_tests::built {

extern const char* const kModule;
extern const char* const kHelper;
extern const char* const kCtl;
extern const char* const kPlainHost;  // plain_host.cpp
extern const char* const kShippedStacks;
// Where tests leave what robustness_page.sh compares docs/robustness.md with.
extern const char* const kTables;
// The product is watched by sanitizers, and slower and larger for it.
extern const bool kIsWatched;

}  // namespace ozibus::module_tests::built
