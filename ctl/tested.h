// SPDX-License-Identifier: Apache-2.0
// Who has been let in by a code in `ozibusctl test`, and when: what enabling a stack relies on. The file
// "tested" in the state folder, root's alone, has a line for each: "alice 1789000000".
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "helper/error.h"

namespace ozibus::ctl {

struct Tested {
  std::string user;
  std::chrono::seconds at;  // since 1970

  bool operator==(const Tested&) const = default;
};

// Notes the test that `tested` tells of, in place of an earlier one of the same user.
[[nodiscard]] Result<void> note_tested(const std::string& state_dir, const Tested& tested);

// Those who are noted. A line that can't be read is no test; a file that others could have written, or that
// can't be read, is an error.
[[nodiscard]] Result<std::vector<Tested>> tested_users(const std::string& state_dir);

}  // namespace ozibus::ctl
