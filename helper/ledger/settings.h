// SPDX-License-Identifier: Apache-2.0
// What of the configuration's [policy] section concerns what is remembered between logins.
#pragma once

#include <chrono>
#include <string>

#include "helper/text/limit.h"

namespace ozibus::ledger {

inline constexpr std::chrono::milliseconds kLongestBypass = std::chrono::days(7);
// More than these are not kept of one user or client address (user_record.h).
inline constexpr int kMostPerUser = 50;
inline constexpr int kMostPerHost = 200;

struct Settings {
  text::Limit send_limit{5, std::chrono::minutes(15)};        // codes sent to one user
  text::Limit send_limit_host{20, std::chrono::minutes(15)};  // codes asked for from one client address
  text::Limit lockout{10, std::chrono::hours(1)};             // rejected codes of one user
  std::chrono::milliseconds remember{0};                      // an accepted address needs no code; 0s to 90d
  std::string state_dir = "/var/lib/ozibus";
};

}  // namespace ozibus::ledger
