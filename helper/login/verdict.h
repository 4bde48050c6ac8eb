// SPDX-License-Identifier: Apache-2.0
// What the application is told of a login.
#pragma once

#include "helper/login/report.h"
#include "helper/login/settings.h"
#include "protocol/messages.h"

namespace ozibus::login {

// With Mode::Observe whoever would be refused is ignored.
[[nodiscard]] protocol::Outcome outcome_of(const Report& report, ExemptResult exempt_result);

}  // namespace ozibus::login
