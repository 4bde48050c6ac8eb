// SPDX-License-Identifier: Apache-2.0
// What the state holds of a user, in words and as JSON.
#pragma once

#include <string>

#include "ctl/json.h"
#include "ctl/site.h"
#include "helper/error.h"
#include "helper/ledger/administration.h"
#include "helper/text/limit.h"

namespace ozibus::ctl {

// That of a user without a record has nothing but zeros.
[[nodiscard]] Result<ledger::Overview> find_overview(const Site& site, const std::string& user);

// "9 of 10 left, made 2025-03-01 14:05:09 +1100", or "none".
[[nodiscard]] std::string recovery_in_words(const ledger::Overview& overview);
// {"left": 9, "made": 10, "made_at": "2025-03-01T03:05:09Z"}; without codes made_at is null.
[[nodiscard]] Json recovery_as_json(const ledger::Overview& overview);

// "2 of 5 per 15m"
[[nodiscard]] std::string used(int count, const text::Limit& limit);

// All of it.
[[nodiscard]] Json status_as_json(const Site& site, const std::string& user,
                                  const ledger::Overview& overview);

}  // namespace ozibus::ctl
