// SPDX-License-Identifier: Apache-2.0
#include "tests/module/built.h"

namespace ozibus::module_tests::built {

const char* const kModule = MODULE_PATH;
const char* const kHelper = HELPER_PATH;

}  // namespace ozibus::module_tests::built
