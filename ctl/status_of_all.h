// SPDX-License-Identifier: Apache-2.0
// The state of a whole machine.
#pragma once

#include "ctl/commands.h"
#include "ctl/site.h"
#include "helper/error.h"

namespace ozibus::ctl {

[[nodiscard]] Result<void> show_status_of_all(const Site& site, Format format);

}  // namespace ozibus::ctl
