// SPDX-License-Identifier: Apache-2.0
#include "ctl/known.h"

#include <utility>

#include <pwd.h>

#include "ctl/administrators.h"
#include "ctl/change/journal.h"
#include "ctl/change/plan.h"
#include "ctl/pending_change.h"
#include "helper/config/config.h"

namespace ozibus::ctl {

check::Known find_known(const std::string& config, const Operator& by) {
  check::Known known;
  if (const auto settings = config::load_config(config))
    known.people = tested_administrators(settings->ledger.state_dir);
  const passwd* account = by.sudo_uid ? ::getpwuid(*by.sudo_uid) : nullptr;
  if (account != nullptr) known.people.emplace_back(account->pw_name);
  const change::Journal journal(kChangeFolder);
  for (const auto service : {change::Service::Sshd, change::Service::Sudo}) {
    std::string name = change::name_of(service);
    const auto confirmed = journal.confirmed(name);
    if (confirmed && *confirmed) known.services.push_back(std::move(name));
  }
  return known;
}

}  // namespace ozibus::ctl
