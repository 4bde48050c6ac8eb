// SPDX-License-Identifier: Apache-2.0
// What earlier commands, and who runs this one, tell `ozibusctl check`.
#pragma once

#include <string>

#include "ctl/check/known.h"
#include "ctl/operator.h"

namespace ozibus::ctl {

// As far as it can be read.
[[nodiscard]] check::Known find_known(const std::string& config, const Operator& by);

}  // namespace ozibus::ctl
