// SPDX-License-Identifier: Apache-2.0
#include "ctl/overview.h"

#include "ctl/when.h"

namespace ozibus::ctl {

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

}  // namespace ozibus::ctl
