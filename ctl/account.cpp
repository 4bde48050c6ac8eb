// SPDX-License-Identifier: Apache-2.0
#include "ctl/account.h"

#include "helper/contacts/users_map.h"
#include "helper/files/trusted_file.h"
#include "helper/ledger/administration.h"
#include "helper/process/identity.h"

namespace ozibus::ctl {

Result<std::string> find_user(const std::string& typed) {
  const auto account = process::find_account(typed);
  if (!account) return tl::unexpected(account.error());
  if (!*account) {
    return failure(typed + ": the system does not know this user; write a name that getent passwd shows");
  }
  return (*account)->name;
}

Result<std::string> find_user_or_record(const Site& site, const std::string& typed) {
  const auto account = process::find_account(typed);
  if (!account) return tl::unexpected(account.error());
  if (*account) return (*account)->name;
  const auto record = ledger::Administration(site.config.ledger, typed, site.calendar).overview();
  if (record && !*record) {
    return failure(typed +
                   ": the system does not know this user, and nothing is kept of it; correct the name");
  }
  return typed;
}

std::optional<std::string> why_unreachable(const Site& site, const std::string& user) {
  const std::string& map = site.config.users.map;
  const auto file = files::open_trusted(map, files::Readers::Anyone);
  if (!file) return file.error().reason;
  const auto contacts = contacts::find_contacts(file->get(), map, user);
  if (!contacts) return contacts.error().reason;
  if (contacts->empty())
    return map + ": no line for " + user + "; run: ozibusctl user set " + user + " CONTACT";
  return std::nullopt;
}

}  // namespace ozibus::ctl
