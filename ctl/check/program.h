// SPDX-License-Identifier: Apache-2.0
// Other programs that are asked what they have in force.
#pragma once

#include <string>
#include <vector>

#include "helper/error.h"

namespace ozibus::ctl::check {

struct ProgramOutput {
  int status = 0;    // of its exit; -1 when a signal ended it
  std::string text;  // both of its streams, at most 1 MiB
};

// Runs `words` without environment and input; the first word is the path. What takes longer than ten seconds
// is killed, and an error.
[[nodiscard]] Result<ProgramOutput> run_program(const std::vector<std::string>& words);

}  // namespace ozibus::ctl::check
