// SPDX-License-Identifier: Apache-2.0
// What sshd's settings make of a second factor behind PAM.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "ctl/check/finding.h"
#include "ctl/check/sshd_settings.h"

namespace ozibus::ctl::check {

struct SshdDemands {
  std::chrono::milliseconds login_timeout;
  bool has_exempt_networks = false;
  // Where a keyword stands: "/etc/ssh/sshd_config:12".
  std::function<std::string(const std::string& keyword)> place_of;
};

// What is in force for whom no Match block knows.
[[nodiscard]] Findings judge_sshd(const SshdSettings& settings, const SshdDemands& demands);

// What is in force for one user, and does not hold for everybody. `demands` knows where it stands for that
// user.
[[nodiscard]] Findings judge_sshd_user(const SshdSettings& of_all, const SshdSettings& of_user,
                                       const std::string& user, const SshdDemands& demands);

}  // namespace ozibus::ctl::check
