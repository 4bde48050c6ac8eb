// SPDX-License-Identifier: Apache-2.0
#include "ctl/known.h"

#include <pwd.h>

#include "ctl/administrators.h"
#include "helper/config/config.h"

namespace ozibus::ctl {

check::Known find_known(const std::string& config, const Operator& by) {
  check::Known known;
  if (const auto settings = config::load_config(config))
    known.people = tested_administrators(settings->ledger.state_dir);
  const passwd* account = by.sudo_uid ? ::getpwuid(*by.sudo_uid) : nullptr;
  if (account != nullptr) known.people.emplace_back(account->pw_name);
  return known;
}

}  // namespace ozibus::ctl
