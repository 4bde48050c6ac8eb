// SPDX-License-Identifier: Apache-2.0
// Puts back a change that nobody has confirmed.
#pragma once

#include <optional>
#include <string>

#include "ctl/change/transaction.h"

namespace ozibus::ctl::change {

// Overdue is a change whose time is over, and one that is not complete though nobody is making it or putting
// it back.
enum class Which { Any, Overdue };

struct Settled {
  std::string service;
  Notes notes;
};

// Nothing when there is nothing to put back; under Leave, also when somebody else has the lock.
[[nodiscard]] Result<std::optional<Settled>> settle(const Journal& journal, Which which, Patience patience,
                                                    const Reload& reload);

}  // namespace ozibus::ctl::change
