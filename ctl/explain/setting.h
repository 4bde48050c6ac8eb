// SPDX-License-Identifier: Apache-2.0
// The setting that decided: its key and its value as ozibus.conf writes them, `lockout = "10 per 1h"`.
#pragma once

#include <string>

#include "helper/config/config.h"
#include "helper/ledger/answers.h"
#include "helper/login/report.h"

namespace ozibus::ctl::explain {

// Empty when it was none, such as a bypass.
[[nodiscard]] std::string setting_of(const config::Config& config, const login::Report& report);
[[nodiscard]] std::string setting_of(const config::Config& config, ledger::OverLimit::Whose whose);

}  // namespace ozibus::ctl::explain
