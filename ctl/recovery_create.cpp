// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "helper/ledger/recovery.h"
#include "helper/ledger/user_record.h"

namespace ozibus::ctl {
namespace {

struct Options {
  std::string user;
  std::size_t count = ledger::kMostRecoveryCodes;
};

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

// The codes are shown when they are on the disk: one that was shown is good.
Result<void> create(const Site& site, const Options& options) {
  const auto user = find_user(options.user);
  if (!user) return tl::unexpected(user.error());
  if (const auto why = why_unreachable(site, *user)) warn(*why + "; recovery codes do not work without it");
  const auto set = ledger::make_recovery_codes(options.count);
  if (!set) return tl::unexpected(set.error());
  const auto done =
      ledger::Administration(site.config.ledger, *user, site.calendar).replace_recovery_codes(set->hashes);
  auto change =
      describe_change(site, "recovery create", *user).add("count", static_cast<long long>(options.count));
  if (auto logged = conclude(done, change); !logged) return logged;
  note("Recovery codes of " + *user +
       ", each good once. Those made earlier are void. They are not stored in plain and can't be shown "
       "again.");
  return print_codes(set->codes);
}

}  // namespace

void add_recovery_create(CLI::App& recovery, Task& task) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = recovery.add_subcommand("create", "Make new codes in place of those there are");
  command->add_option("USER", options->user, "The login")->required()->type_name("");
  command->add_option("--count", options->count, "How many, 1 to 10")
      ->check(CLI::Range(std::size_t{1}, ledger::kMostRecoveryCodes).description(""))
      ->type_name("N")
      ->capture_default_str();
  command->callback(
      [&task, options] { task = [options](const Site& site) { return create(site, *options); }; });
}

}  // namespace ozibus::ctl
