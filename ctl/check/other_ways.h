// SPDX-License-Identifier: Apache-2.0
// Services that lead where one leads that asks for a code, by the password alone.
#pragma once

#include <string>

#include "ctl/check/finding.h"
#include "ctl/check/services.h"

namespace ozibus::ctl::check {

[[nodiscard]] Findings judge_other_ways(const Services& services, const std::string& folder);

}  // namespace ozibus::ctl::check
