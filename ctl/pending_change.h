// SPDX-License-Identifier: Apache-2.0
// What the commands that change how a service asks have in common.
#pragma once

#include <string>
#include <string_view>

#include "base/log_line.h"
#include "ctl/change/settle.h"
#include "ctl/operator.h"
#include "helper/error.h"

namespace ozibus::ctl {

// It is no setting: a change has to be found again when the configuration can't be read.
inline constexpr const char* kChangeFolder = "/var/lib/ozibus/change";

// "ctl=COMMAND service=NAME by=UID", for the log.
[[nodiscard]] base::LogLine describe_service(std::string_view command, const std::string& service,
                                             const Operator& by);

// Puts back, before anything else is done, what was not confirmed in time or was interrupted; tells of it on
// standard error. Does nothing for who is not root.
void settle_overdue_change();

[[nodiscard]] Result<void> require_root();

// Puts back what waits to be confirmed, now. False when there is nothing.
[[nodiscard]] Result<bool> put_back_pending(change::Which which, const Operator& by);

[[nodiscard]] Result<void> require_no_pending(const change::Journal& journal);

}  // namespace ozibus::ctl
