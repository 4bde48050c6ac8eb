// SPDX-License-Identifier: Apache-2.0
// Who need not give a code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "helper/error.h"
#include "helper/login/settings.h"

namespace ozibus::login {

struct Visitor {
  std::string account;              // by the name that the system gives it
  std::vector<std::string> joined;  // of the groups that Exemptions names, those the account is in
  std::string rhost;                // an address, a name or anything else
};

// The rule by which the visitor need not give a code, for the log: "exempt_groups: member of wheel".
// Nothing when a code is needed. Names of hosts are neither matched nor looked up.
[[nodiscard]] std::optional<std::string> find_exemption(const Exemptions& exemptions, const Visitor& visitor);

// Every group that Exemptions names, each once: to be asked for.
[[nodiscard]] std::vector<std::string> groups_of(const Exemptions& exemptions);

// An error when required_groups names one that the system does not know: a slip there would exempt
// everybody.
[[nodiscard]] Result<void> check_groups(const Exemptions& exemptions,
                                        const std::vector<std::string>& unknown);

}  // namespace ozibus::login
