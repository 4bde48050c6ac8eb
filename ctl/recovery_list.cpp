// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "ctl/account.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/json.h"
#include "ctl/overview.h"

namespace ozibus::ctl {
namespace {

struct Options {
  std::string user;
  bool json = false;
};

Result<void> list(const Site& site, const Options& options) {
  const auto user = find_user_or_record(site, options.user);
  if (!user) return tl::unexpected(user.error());
  const auto overview = find_overview(site, *user);
  if (!overview) return tl::unexpected(overview.error());
  if (!options.json) return print_line(*user + ": recovery codes: " + recovery_in_words(*overview));
  Json object = {{"user", *user}};
  object.update(recovery_as_json(*overview));
  return print_json(object);
}

}  // namespace

void add_recovery_list(CLI::App& recovery, Task& task) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = recovery.add_subcommand("list", "Say how many codes a user has left; never the codes");
  command->add_option("USER", options->user, "The login")->required()->type_name("");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback(
      [&task, options] { task = [options](const Site& site) { return list(site, *options); }; });
}

}  // namespace ozibus::ctl
