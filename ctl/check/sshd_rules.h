// SPDX-License-Identifier: Apache-2.0
// What sshd's settings make of a second factor behind PAM.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "ctl/check/finding.h"
#include "ctl/check/sshd_lines.h"
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

// For a stack that relies on the key: Match blocks by which somebody comes to it without one. For whom each
// holds is not asked: it may be an address, or a group, or a user whom the stack lets in without a code.
[[nodiscard]] Findings judge_match_blocks(const std::vector<SshdLine>& lines);

}  // namespace ozibus::ctl::check
