// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"

namespace ozibus::ctl {
namespace {

Result<void> unlock(const Site& site, const std::string& typed) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto done = ledger::Administration(site.config.ledger, *user, site.calendar).unlock();
  if (auto logged = conclude(done, describe_change(site, "unlock", *user)); !logged) return logged;
  return confirm(*user + ": not locked, and no code counts as sent.");
}

}  // namespace

void add_unlock(CLI::App& program, Task& task) {
  const auto user = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand("unlock", "Forget the rejected and the sent codes of a user");
  command->add_option("USER", *user, "The login")->required()->type_name("");
  command->callback([&task, user] { task = [user](const Site& site) { return unlock(site, *user); }; });
}

}  // namespace ozibus::ctl
