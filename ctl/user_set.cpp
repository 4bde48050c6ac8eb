// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/users/map_edit.h"
#include "ctl/users/map_file.h"
#include "ctl/users/typed_contact.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {
namespace {

std::string masked(const std::vector<contacts::Contact>& contacts) {
  std::string text;
  for (const auto& contact : contacts)
    text.append(text.empty() ? "" : ", ").append(contact.masked());
  return text;
}

}  // namespace

Result<void> set_user(const Site& site, const std::string& typed,
                      const std::vector<std::string>& typed_contacts, const std::string& region) {
  const auto user = find_user(typed);
  if (!user) return tl::unexpected(user.error());
  const auto contacts = users::read_contacts(typed_contacts, region);
  if (!contacts) return tl::unexpected(contacts.error());
  const auto map = users::MapFile::lock(site.config.users.map);
  if (!map) return tl::unexpected(map.error());
  const auto edits = users::set_contacts(map->bytes(), *user, *contacts, site.config.users.map);
  if (!edits) return tl::unexpected(edits.error());
  if (auto replaced = map->replace(users::changed(map->bytes(), *edits)); !replaced) return replaced;
  auto change = describe_change(site, "user set", *user).add("contacts", masked(*contacts));
  process::write_line(process::Severity::Notice, change.view());
  return confirm(*user + ": codes go to " + users::as_text(*contacts));
}

}  // namespace ozibus::ctl
