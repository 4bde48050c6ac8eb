// SPDX-License-Identifier: Apache-2.0
#include "ctl/overview.h"

#include <chrono>
#include <optional>

#include "ctl/when.h"

namespace ozibus::ctl {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Json used_as_json(int count, const text::Limit& limit) {
  return {{"count", count},
          {"limit", limit.count},
          {"window_seconds", std::chrono::ceil<seconds>(limit.window).count()}};
}

// Rounded up: what has not ended is never 0.
Json left_as_json(const std::optional<milliseconds>& left) {
  return left ? Json(std::chrono::ceil<seconds>(*left).count()) : Json(nullptr);
}

}  // namespace

Result<ledger::Overview> find_overview(const Site& site, const std::string& user) {
  const auto overview = ledger::Administration(site.config.ledger, user, site.calendar).overview();
  if (!overview) return tl::unexpected(overview.error());
  return overview->value_or(ledger::Overview{});
}

std::string recovery_in_words(const ledger::Overview& overview) {
  if (overview.recovery_codes_made == 0) return "none";
  return std::to_string(overview.recovery_codes) + " of " + std::to_string(overview.recovery_codes_made) +
         " left, made " + local_time(overview.recovery_made_at);
}

Json recovery_as_json(const ledger::Overview& overview) {
  const bool made = overview.recovery_codes_made > 0;
  return {{"left", overview.recovery_codes},
          {"made", overview.recovery_codes_made},
          {"made_at", made ? Json(utc_time(overview.recovery_made_at)) : Json(nullptr)}};
}

std::string used(int count, const text::Limit& limit) {
  return std::to_string(count) + " of " + text::format_limit(limit);
}

Json status_as_json(const Site& site, const std::string& user, const ledger::Overview& overview) {
  return {{"user", user},
          {"sent", used_as_json(overview.sends, site.config.ledger.send_limit)},
          {"rejected", used_as_json(overview.rejections, site.config.ledger.lockout)},
          {"locked_seconds", left_as_json(overview.locked_for)},
          {"bypass_seconds", left_as_json(overview.bypass_left)},
          {"remembered_addresses", overview.remembered},
          {"recovery_codes", recovery_as_json(overview)}};
}

}  // namespace ozibus::ctl
