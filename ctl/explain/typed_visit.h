// SPDX-License-Identifier: Apache-2.0
// A login that an administrator types: whether it is one that can be meant.
#pragma once

#include <string>
#include <vector>

#include "helper/error.h"
#include "helper/ledger/answers.h"

namespace ozibus::ctl::explain {

// An error for a service that PAM does not know: neither it nor "other" has a file.
[[nodiscard]] Result<void> require_service(const std::string& service);

// What may be a slip.
[[nodiscard]] std::vector<std::string> doubts_about(const ledger::Visit& visit);

}  // namespace ozibus::ctl::explain
