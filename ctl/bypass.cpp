// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/span.h"
#include "ctl/when.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {
namespace {

using std::chrono::milliseconds;

struct Options {
  std::string user;
  milliseconds span{0};
};

std::string describe_bypass(const Site& site, const std::string& user, milliseconds span) {
  if (span == milliseconds::zero()) return user + ": no bypass; codes are asked for.";
  const auto end = std::chrono::floor<std::chrono::seconds>(site.calendar.now().wall + span);
  return user + ": no code needed until " + local_time(end) + "; to end it now: ozibusctl bypass " + user +
         " 0s";
}

Result<void> bypass(const Site& site, const Options& options) {
  const auto user = options.span == milliseconds::zero() ? find_user_or_record(site, options.user)
                                                         : find_user(options.user);
  if (!user) return tl::unexpected(user.error());
  if (const auto why = why_unreachable(site, *user)) warn(*why + "; the bypass works without it");
  const auto done = ledger::Administration(site.config.ledger, *user, site.calendar).bypass(options.span);
  auto change = describe_change(site, "bypass", *user).add("span", text::format_duration(options.span));
  if (auto logged = conclude(done, change); !logged) return logged;
  return confirm(describe_bypass(site, *user, options.span));
}

}  // namespace

void add_bypass(CLI::App& program, Task& task) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("bypass", "Ask a user for no code for some time");
  command->add_option("USER", options->user, "The login")->required()->type_name("");
  const auto take_span = [options](const std::string& text) {
    const auto span = parse_bypass_span(text);
    if (!span) throw CLI::ValidationError("TIME", "write " + std::string(kBypassSpans));
    options->span = *span;
  };
  command->add_option_function<std::string>("TIME", take_span, "1s to 7d, such as 30m; 0s ends a bypass")
      ->required()
      ->type_name("");
  command->callback(
      [&task, options] { task = [options](const Site& site) { return bypass(site, *options); }; });
}

}  // namespace ozibus::ctl
