// SPDX-License-Identifier: Apache-2.0
// What an answer says of the set-up.
#pragma once

#include <string>

#include "ctl/check/finding.h"
#include "ctl/online/answer.h"

namespace ozibus::ctl::online {

// `credentials` is the file that has them.
[[nodiscard]] check::Findings judge_answer(const std::string& base_url, const Answer& answer,
                                           const std::string& credentials);

}  // namespace ozibus::ctl::online
