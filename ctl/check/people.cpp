// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/people.h"

#include "helper/contacts/users_map.h"
#include "helper/files/trusted_file.h"
#include "helper/ledger/administration.h"
#include "helper/login/admission.h"
#include "helper/process/calendar.h"
#include "helper/process/identity.h"

namespace ozibus::ctl::check {
namespace {

const std::string kRoot = "root";

bool has_contact(const config::Config& config, const std::string& user) {
  const auto map = files::open_trusted(config.users.map, files::Readers::Anyone);
  if (!map) return false;
  const auto contacts = contacts::find_contacts(map->get(), config.users.map, user);
  return contacts && !contacts->empty();
}

int recovery_codes_of(const config::Config& config, const std::string& user) {
  const process::SystemCalendar calendar;
  const auto overview = ledger::Administration(config.ledger, user, calendar).overview();
  return overview && *overview ? (*overview)->recovery_codes : 0;
}

}  // namespace

bool is_exempt(const config::Config& config, const std::string& user) {
  const auto& exemptions = config.users.exemptions;
  const auto account = process::find_account(user);
  if (!account || !*account) return false;
  const auto membership = process::membership_of(**account, login::groups_of(exemptions));
  return membership && login::find_exemption(exemptions, {(*account)->name, membership->joined, ""});
}

std::vector<std::string> unknown_groups(const login::Exemptions& exemptions) {
  const auto membership = process::membership_of({kRoot, 0}, login::groups_of(exemptions));
  return membership ? membership->unknown : std::vector<std::string>{};
}

Root look_at_root(const config::Config& config) {
  Root root{.is_asked = !is_exempt(config, kRoot), .has_contact = has_contact(config, kRoot)};
  const bool is_skipped = config.users.exemptions.unenrolled == login::Unenrolled::Skip && !root.has_contact;
  if (is_skipped) root.is_asked = false;
  if (root.has_contact) root.recovery_codes = recovery_codes_of(config, kRoot);
  return root;
}

}  // namespace ozibus::ctl::check
