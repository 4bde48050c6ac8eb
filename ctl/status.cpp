// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <optional>
#include <string>

#include "ctl/account.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/json.h"
#include "ctl/overview.h"
#include "ctl/when.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::string used(int count, const text::Limit& limit) {
  return std::to_string(count) + " of " + text::format_limit(limit);
}

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

Json used_as_json(int count, const text::Limit& limit) {
  return {{"count", count},
          {"limit", limit.count},
          {"window_seconds", std::chrono::ceil<seconds>(limit.window).count()}};
}

// Rounded up: what has not ended is never 0.
Json left_as_json(const std::optional<milliseconds>& left) {
  return left ? Json(std::chrono::ceil<seconds>(*left).count()) : Json(nullptr);
}

Json as_json(const Site& site, const std::string& user, const ledger::Overview& overview) {
  return {{"user", user},
          {"sent", used_as_json(overview.sends, site.config.ledger.send_limit)},
          {"rejected", used_as_json(overview.rejections, site.config.ledger.lockout)},
          {"locked_seconds", left_as_json(overview.locked_for)},
          {"bypass_seconds", left_as_json(overview.bypass_left)},
          {"remembered_addresses", overview.remembered},
          {"recovery_codes", recovery_as_json(overview)}};
}

}  // namespace

Result<void> show_status(const Site& site, const std::string& typed, Format format) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto overview = find_overview(site, *user);
  if (!overview) return tl::unexpected(overview.error());
  if (format == Format::Json) return print_json(as_json(site, *user, *overview));
  return print_words(site, *user, *overview);
}

}  // namespace ozibus::ctl
