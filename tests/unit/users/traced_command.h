// SPDX-License-Identifier: Apache-2.0
// A program that can be killed between any two things that it asks of the kernel.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ozibus::ctl::users {

struct Trace {
  std::vector<long> calls;  // the number of each system call, twice: as it begins and as it ends
  int status;               // as waitpid(2) gives it
};

// Runs the program. Kills it at the system call's begin or end after which there would be `most` in the
// trace.
[[nodiscard]] Trace run_traced(const std::vector<std::string>& words, std::size_t most);

}  // namespace ozibus::ctl::users
