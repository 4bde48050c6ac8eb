// SPDX-License-Identifier: Apache-2.0
#include "tests/module/built.h"

namespace ozibus::module_tests::built {

const char* const kModule = MODULE_PATH;
const char* const kHelper = HELPER_PATH;
const char* const kCtl = CTL_PATH;
const char* const kPlainHost = PLAIN_HOST_PATH;
const char* const kShippedStacks = STACKS_FOLDER;
const char* const kTables = TABLES_FOLDER;
#ifdef OZIBUS_SANITIZERS
const bool kIsWatched = true;
#else
const bool kIsWatched = false;
#endif

}  // namespace ozibus::module_tests::built
