// SPDX-License-Identifier: Apache-2.0
// Of whom there are records.
#pragma once

#include <string>
#include <vector>

#include "helper/error.h"

namespace ozibus::ledger {

struct Roll {
  std::vector<std::string> users;  // in alphabetical order
  int nameless = 0;                // records that do not tell whose they are: damaged, or of a longer name
};

[[nodiscard]] Result<Roll> recorded_users(const std::string& state_dir);

}  // namespace ozibus::ledger
