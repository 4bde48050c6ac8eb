// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"

namespace ozibus::ctl {
namespace {

Result<void> forget(const Site& site, const std::string& typed) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto done = ledger::Administration(site.config.ledger, *user, site.calendar).forget_addresses();
  if (auto logged = conclude(done, describe_change(site, "forget", *user)); !logged) return logged;
  return confirm(*user + ": no address is remembered; each needs a code again.");
}

}  // namespace

void add_forget(CLI::App& program, Task& task) {
  const auto user = std::make_shared<std::string>();
  CLI::App* command =
      program.add_subcommand("forget", "Ask a user for codes again at the addresses that are remembered");
  command->add_option("USER", *user, "The login")->required()->type_name("");
  command->callback([&task, user] { task = [user](const Site& site) { return forget(site, *user); }; });
}

}  // namespace ozibus::ctl
