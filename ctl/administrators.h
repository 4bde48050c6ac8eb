// SPDX-License-Identifier: Apache-2.0
// Those who can mend what a change of the stacks breaks.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "helper/error.h"

namespace ozibus::ctl {

// That root, or somebody in the group sudo, wheel or admin, was let in by `ozibusctl test` within the day
// before `now`, which is in seconds since 1970.
[[nodiscard]] Result<void> require_tested_administrator(const std::string& state_dir,
                                                        std::chrono::seconds now);

// Those of them who have ever passed a test, as far as that can be read.
[[nodiscard]] std::vector<std::string> tested_administrators(const std::string& state_dir);

}  // namespace ozibus::ctl
