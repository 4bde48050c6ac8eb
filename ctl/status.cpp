// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <optional>
#include <string>

#include "ctl/account.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/json.h"
#include "ctl/last_logins.h"
#include "ctl/overview.h"
#include "ctl/status_of_all.h"
#include "ctl/when.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::string lock_in_words(const std::optional<milliseconds>& left) {
  return left ? "for another " + text::roughly(*left) : "no";
}

std::string bypass_in_words(const Site& site, const std::optional<milliseconds>& left) {
  if (!left) return "none";
  const auto end = std::chrono::floor<seconds>(site.calendar.now().wall + *left);
  return "for another " + text::roughly(*left) + ", until " + local_time(end);
}

Result<void> print_words(const Site& site, const std::string& user, const ledger::Overview& overview) {
  const ledger::Settings& limits = site.config.ledger;
  for (const std::string& line : {
           user + ":",
           "  codes sent            " + used(overview.sends, limits.send_limit),
           "  codes rejected        " + used(overview.rejections, limits.lockout),
           "  locked                " + lock_in_words(overview.locked_for),
           "  bypass                " + bypass_in_words(site, overview.bypass_left),
           "  remembered addresses  " + std::to_string(overview.remembered),
           "  recovery codes        " + recovery_in_words(overview),
       }) {
    if (auto printed = print_line(line); !printed) return printed;
  }
  return {};
}

}  // namespace

Result<void> show_status(const Site& site, const std::string& typed, Format format) {
  if (typed.empty()) return show_status_of_all(site, format);
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto overview = find_overview(site, *user);
  if (!overview) return tl::unexpected(overview.error());
  const auto logins = find_last_logins(*user);
  if (format == Format::Objects) {
    Json object = status_as_json(site, *user, *overview);
    object["logins"] = logins_as_json(logins);
    return print_json(object);
  }
  if (auto printed = print_words(site, *user, *overview); !printed) return printed;
  return print_logins(logins);
}

}  // namespace ozibus::ctl
