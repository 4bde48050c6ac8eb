// SPDX-License-Identifier: Apache-2.0
// Addresses of the service that somebody else could take.
#pragma once

#include <string>
#include <vector>

#include "ctl/check/finding.h"
#include "ctl/check/policy_rules.h"

namespace ozibus::ctl::check {

// From `first_open_port` on, every user may listen. `base_urls` are those that the configuration accepts.
[[nodiscard]] Findings judge_base_urls(const std::vector<std::string>& base_urls, int first_open_port,
                                       const KeyPlace& place_of);

// As the kernel has it.
[[nodiscard]] int find_first_open_port();

}  // namespace ozibus::ctl::check
