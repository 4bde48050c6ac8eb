// SPDX-License-Identifier: Apache-2.0
// One login from its first message to its verdict, as a list of steps: read the configuration, find the
// account, see whether it needs a code, find the person's contacts, open what is remembered of them, read
// the credentials, hold the dialogue.
#pragma once

#include "helper/login/report.h"
#include "protocol/channel.h"

namespace ozibus {

// The name in the log.
inline constexpr const char* kProgram = "ozibus-helper";

// What the log and the application are told of one login.
struct Login {
  login::Subject subject;
  login::Report report;
  login::ExemptResult exempt_result = login::ExemptResult::Ignore;
};

// Reads Start from the module and does all the rest but the verdict.
[[nodiscard]] Login hold_login(protocol::HelperEnd& channel);

}  // namespace ozibus
