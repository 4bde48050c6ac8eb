// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <string>
#include <vector>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "helper/ledger/recovery.h"

namespace ozibus::ctl {
namespace {

Result<void> print_codes(const std::vector<Secret>& codes) {
  for (const Secret& code : codes) {
    if (const auto printed = print_secret(code); !printed) {
      return failure(
          printed.error().reason +
          "; the new codes are valid and the earlier ones void, so make another set that can be read");
    }
  }
  return {};
}

}  // namespace

// The codes are shown when they are on the disk: one that was shown is good.
Result<void> create_recovery_codes(const Site& site, const std::string& typed, std::size_t count) {
  const auto user = find_user(typed);
  if (!user) return tl::unexpected(user.error());
  if (const auto why = why_unreachable(site, *user)) warn(*why + "; recovery codes do not work without it");
  const auto set = ledger::make_recovery_codes(count);
  if (!set) return tl::unexpected(set.error());
  const auto done =
      ledger::Administration(site.config.ledger, *user, site.calendar).replace_recovery_codes(set->hashes);
  auto change = describe_change(site, "recovery create", *user).add("count", static_cast<long long>(count));
  if (auto logged = conclude(done, change); !logged) return logged;
  note("Recovery codes of " + *user +
       ", each good once. Those made earlier are void. They are not stored in plain and can't be shown "
       "again.");
  return print_codes(set->codes);
}

}  // namespace ozibus::ctl
