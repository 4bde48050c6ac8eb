// SPDX-License-Identifier: Apache-2.0
// The ways in which a login can end: what the log says of each, and the last words for the person.
#pragma once

#include <chrono>
#include <string>

#include "helper/ledger/ledger.h"
#include "helper/login/report.h"
#include "helper/login/terminal.h"

namespace ozibus::login {

struct Ending {
  Conclusion conclusion;
  std::string reason;
  std::string farewell;
};

[[nodiscard]] Ending hung_up(HangUp why);
[[nodiscard]] Ending timed_out();
[[nodiscard]] Ending misconfigured(std::string reason);
[[nodiscard]] Ending unavailable(std::string reason);
// on_unavailable = "allow", and `reason` is the outage.
[[nodiscard]] Ending unchecked(std::string reason);
[[nodiscard]] Ending slowed_down(std::string reason, std::chrono::seconds wait);
[[nodiscard]] Ending locked(std::chrono::milliseconds wait);
[[nodiscard]] Ending over_limit(const ledger::OverLimit& limit);

}  // namespace ozibus::login
