// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/users/map_edit.h"
#include "ctl/users/map_file.h"
#include "helper/process/identity.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {
Result<void> remove_user(const Site& site, const std::string& typed) {
  const auto account = process::find_account(typed);
  if (!account) return tl::unexpected(account.error());
  // Also of somebody whom the system does not know any more.
  const std::string user = *account ? (*account)->name : typed;
  const auto map = users::MapFile::lock(site.config.users.map);
  if (!map) return tl::unexpected(map.error());
  const auto edits = users::remove_lines(map->bytes(), user, site.config.users.map);
  if (!edits) return tl::unexpected(edits.error());
  if (auto replaced = map->replace(users::changed(map->bytes(), *edits)); !replaced) return replaced;
  process::write_line(process::Severity::Notice, describe_change(site, "user remove", user).view());
  return confirm(user + ": removed from the map");
}

}  // namespace ozibus::ctl
