// SPDX-License-Identifier: Apache-2.0
// Which call fails in the next login, as the test says it to the module and the helper that are built for
// it, and how often it was made, as they say in return: a file that all three map.
#pragma once

#include <array>
#include <atomic>

namespace ozibus::failing_calls {

// In the private root, so that tests at the same time have one each.
inline constexpr const char* kPlanPath = "/run/failing_calls";

enum class Process : int { Module, Helper };

struct Plan {
  Process process;
  std::array<char, 32> function;
  int nth;                 // counted from 1; none fails for 0
  std::atomic<int> calls;  // of that function, by that process
};

}  // namespace ozibus::failing_calls
