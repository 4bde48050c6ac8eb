// SPDX-License-Identifier: Apache-2.0
// One login from its first message to its verdict, as a list of steps: read the configuration, find
// the person's contacts, read the credentials, hold the dialogue.
#pragma once

#include "helper/login/report.h"
#include "protocol/channel.h"

namespace ozibus {

// What the log and the application are told of one login.
struct Login {
  login::Subject subject;
  login::Report report;
};

// Reads Start from the module and does all the rest but the verdict.
[[nodiscard]] Login hold_login(protocol::HelperEnd& channel);

[[nodiscard]] protocol::Outcome outcome_of(login::Conclusion conclusion);

}  // namespace ozibus
