// SPDX-License-Identifier: Apache-2.0
// The line in the system log that every change leaves.
#pragma once

#include <string>
#include <string_view>

#include "base/log_line.h"
#include "ctl/site.h"
#include "helper/error.h"
#include "helper/ledger/administration.h"

namespace ozibus::ctl {

// "ctl=COMMAND user=NAME by=UID", to which a command may add what it was given.
[[nodiscard]] base::LogLine describe_change(const Site& site, std::string_view command,
                                            const std::string& user);

// Logs the change if it was made; the line then also tells of a damaged record that was set aside for it.
[[nodiscard]] Result<void> conclude(const ledger::Administration::Done& done, base::LogLine change);

}  // namespace ozibus::ctl
