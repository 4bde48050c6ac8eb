// SPDX-License-Identifier: Apache-2.0
// What the ledger would say to a login, for whoever asks without logging in. Nothing is made, counted or set
// aside for it.
#pragma once

#include <chrono>
#include <string>

#include "helper/error.h"
#include "helper/ledger/answers.h"
#include "helper/ledger/settings.h"
#include "helper/process/calendar.h"

namespace ozibus::ledger {

struct Prospect {
  Standing standing;
  OrderAnswer order;
  std::string damage;  // of a record, which the login would set aside; empty when all is well
};

// As Ledger::open() would be told, and begin_order() with that `span`.
[[nodiscard]] Result<Prospect> foresee(const Settings& settings, const Visit& visit,
                                       const process::Calendar& calendar, std::chrono::milliseconds span);

}  // namespace ozibus::ledger
