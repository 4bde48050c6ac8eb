// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "ctl/account.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/json.h"
#include "ctl/overview.h"

namespace ozibus::ctl {
Result<void> list_recovery_codes(const Site& site, const std::string& typed, Format format) {
  const auto user = find_user_or_record(site, typed);
  if (!user) return tl::unexpected(user.error());
  const auto overview = find_overview(site, *user);
  if (!overview) return tl::unexpected(overview.error());
  if (format == Format::Words) return print_line(*user + ": recovery codes: " + recovery_in_words(*overview));
  Json object = {{"user", *user}};
  object.update(recovery_as_json(*overview));
  return print_json(object);
}

}  // namespace ozibus::ctl
