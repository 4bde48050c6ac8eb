// SPDX-License-Identifier: Apache-2.0
// Whom the system knows.
#pragma once

#include <optional>
#include <string>

#include "helper/error.h"

namespace ozibus::process {

// The account that `login` names, by the name that the system itself gives it: a name service may
// fold case or accept a domain, and contacts belong to accounts. Nothing when there is none; an error
// when the name service can't be asked.
[[nodiscard]] Result<std::optional<std::string>> find_account(const std::string& login);

}  // namespace ozibus::process
