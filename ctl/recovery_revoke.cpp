// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"

namespace ozibus::ctl {
Result<void> revoke_recovery_codes(const Site& site, const std::string& typed) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto done =
      ledger::Administration(site.config.ledger, *user, site.calendar).replace_recovery_codes({});
  if (auto logged = conclude(done, describe_change(site, "recovery revoke", *user)); !logged) return logged;
  return confirm(*user + ": no recovery code is valid.");
}

}  // namespace ozibus::ctl
