// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"

namespace ozibus::ctl {
Result<void> forget(const Site& site, const std::string& typed) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto done = ledger::Administration(site.config.ledger, *user, site.calendar).forget_addresses();
  if (auto logged = conclude(done, describe_change(site, "forget", *user)); !logged) return logged;
  return confirm(*user + ": no address is remembered; each needs a code again.");
}

}  // namespace ozibus::ctl
