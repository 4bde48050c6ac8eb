// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"

namespace ozibus::ctl {
Result<void> unlock(const Site& site, const std::string& typed) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto done = ledger::Administration(site.config.ledger, *user, site.calendar).unlock();
  if (auto logged = conclude(done, describe_change(site, "unlock", *user)); !logged) return logged;
  return confirm(*user + ": not locked, and no code counts as sent.");
}

}  // namespace ozibus::ctl
