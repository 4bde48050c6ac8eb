// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/when.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {
namespace {

using std::chrono::milliseconds;

std::string describe_bypass(const Site& site, const std::string& user, milliseconds span) {
  if (span == milliseconds::zero()) return user + ": no bypass; codes are asked for.";
  const auto end = std::chrono::floor<std::chrono::seconds>(site.calendar.now().wall + span);
  return user + ": no code needed until " + local_time(end) + "; to end it now: ozibusctl bypass " + user +
         " 0s";
}

}  // namespace

Result<void> set_bypass(const Site& site, const std::string& typed, milliseconds span) {
  const auto user = span == milliseconds::zero() ? find_user_or_record(site, typed) : find_user(typed);
  if (!user) return tl::unexpected(user.error());
  if (const auto why = why_unreachable(site, *user)) warn(*why + "; the bypass works without it");
  const auto done = ledger::Administration(site.config.ledger, *user, site.calendar).bypass(span);
  auto change = describe_change(site, "bypass", *user).add("span", text::format_duration(span));
  if (auto logged = conclude(done, change); !logged) return logged;
  return confirm(describe_bypass(site, *user, span));
}

}  // namespace ozibus::ctl
