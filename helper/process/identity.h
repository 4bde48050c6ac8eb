// SPDX-License-Identifier: Apache-2.0
// Whom the system knows, and in which groups. An error when the name service can't be asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "helper/error.h"

namespace ozibus::process {

struct Account {
  std::string name;
  gid_t group;  // the primary one
};

// The account that `login` names, by the name that the system itself gives it: a name service may
// fold case or accept a domain, and contacts belong to accounts. Nothing when there is none, nor for
// a login that is longer than any: it may be the beginning of a name that was cut.
[[nodiscard]] Result<std::optional<Account>> find_account(const std::string& login);

struct Membership {
  std::vector<std::string> joined;
  std::vector<std::string> unknown;
};

// Which of `groups` the account is in, by primary or supplementary group, and which of them the
// system does not know. The others are not enumerated.
[[nodiscard]] Result<Membership> membership_of(const Account& account,
                                               const std::vector<std::string>& groups);

}  // namespace ozibus::process
