// SPDX-License-Identifier: Apache-2.0
// What a login would meet, by the helper's own rules. Nothing is asked, sent, made or changed for it.
#pragma once

#include <string>

#include "helper/config/config.h"
#include "helper/ledger/answers.h"
#include "helper/login/report.h"
#include "helper/process/calendar.h"

namespace ozibus::ctl::explain {

enum class Asks { Nothing, NewCode, RunningCode, RecoveryCode };

struct Explanation {
  Asks asks = Asks::Nothing;
  login::Report report{};  // how it ends when nothing is asked; else what is known of the code
  std::string rule{};      // a setting or a line of the map; empty when the reason says it all
  std::string damage{};    // of the state; empty when all is well
};

[[nodiscard]] Explanation explain(const config::Config& config, const std::string& config_path,
                                  const ledger::Visit& visit, const process::Calendar& calendar);

// Of a configuration that can't be read.
[[nodiscard]] Explanation explain(Error error);

}  // namespace ozibus::ctl::explain
