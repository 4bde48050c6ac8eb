// SPDX-License-Identifier: Apache-2.0
// What becomes of a login before anybody is asked for a code: the rules in their order. The helper goes by
// it, and `ozibusctl explain` says it. Nothing is sent, made or changed.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "helper/config/config.h"
#include "helper/contacts/users_map.h"
#include "helper/error.h"
#include "helper/ledger/answers.h"
#include "helper/login/report.h"
#include "helper/process/calendar.h"

namespace ozibus::decision {

// Who has to give a code, as far as configuration and map go. There are contacts.
struct Enrolled {
  std::string account;  // by the name that the system gives it
  contacts::Entry entry;
};

using Decision = std::variant<login::Report, Enrolled>;

// By the system, the configuration, a bypass and the map.
[[nodiscard]] Decision decide(const config::Config& config, const ledger::Visit& visit,
                              const process::Calendar& calendar);

// By what earlier logins of an enrolled user have left behind. Nothing when a code is to be asked for.
[[nodiscard]] std::optional<login::Report> settled_before(const ledger::Standing& standing);

// For the administrator to mend.
[[nodiscard]] login::Report misconfigured(Error error);

}  // namespace ozibus::decision
