// SPDX-License-Identifier: Apache-2.0
// One login that meets a fault, through the real libpam, module and helper, and all that can be seen of it
// from outside.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "tests/module/fault.h"
#include "tests/module/pam_client.h"

namespace ozibus::module_tests {

enum class Moment { Send, Verify };

// Of a login with two base URLs, when nothing of it is left.
struct Seen {
  int pam = PAM_SYSTEM_ERR;
  std::vector<Message> messages;
  std::vector<std::string> log;
  std::chrono::duration<double> took{};
  double peak_mib = 0;
  std::vector<std::size_t> orders;  // at each base URL
  std::vector<std::size_t> checks;
  std::vector<std::size_t> other_requests;
  std::vector<std::size_t> connections;
  std::vector<std::string> state;        // names in state_dir
  std::vector<std::string> descriptors;  // new ones of this process
  std::vector<std::string> processes;    // helpers, and children of this process
};

// What the site allows.
inline constexpr std::chrono::seconds kLoginTimeout{30};
struct TimeLimits {
  std::chrono::milliseconds connect;
  std::chrono::milliseconds request;
};
[[nodiscard]] TimeLimits limits_of(Ends ends);

// At Send, both base URLs have the fault. At Verify it begins when the first has taken the order, and the
// second would take any order and accept any code.
[[nodiscard]] Seen log_in(const Fault& fault, Moment moment, const std::string& on_unavailable);

}  // namespace ozibus::module_tests
