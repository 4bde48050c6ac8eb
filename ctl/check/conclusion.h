// SPDX-License-Identifier: Apache-2.0
// What findings mean for logins, and for who reads them.
#pragma once

#include "ctl/check/finding.h"

namespace ozibus::ctl::check {

enum class Caller { Root, Other };

// Says of each finding that keeps our module from working that every login is refused. For who is not root,
// nothing has to be mended about what only root may read.
void conclude(Findings& findings, Caller caller);

// Whether nothing was found that has our module refuse every login.
[[nodiscard]] bool module_works(const Findings& findings);

}  // namespace ozibus::ctl::check
