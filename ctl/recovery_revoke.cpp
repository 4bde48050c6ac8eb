// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"

namespace ozibus::ctl {
namespace {

Result<void> revoke(const Site& site, const std::string& typed) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto done =
      ledger::Administration(site.config.ledger, *user, site.calendar).replace_recovery_codes({});
  if (auto logged = conclude(done, describe_change(site, "recovery revoke", *user)); !logged) return logged;
  return confirm(*user + ": no recovery code is valid.");
}

}  // namespace

void add_recovery_revoke(CLI::App& recovery, Task& task) {
  const auto user = std::make_shared<std::string>();
  CLI::App* command = recovery.add_subcommand("revoke", "Make all codes of a user void");
  command->add_option("USER", *user, "The login")->required()->type_name("");
  command->callback([&task, user] { task = [user](const Site& site) { return revoke(site, *user); }; });
}

}  // namespace ozibus::ctl
