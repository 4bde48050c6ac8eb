// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/people.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <utility>

#include <grp.h>

#include "ctl/check/accounts.h"
#include "ctl/check/key_files.h"
#include "helper/contacts/users_map.h"
#include "helper/files/trusted_file.h"
#include "helper/ledger/administration.h"
#include "helper/login/admission.h"
#include "helper/process/calendar.h"
#include "helper/process/identity.h"

namespace ozibus::ctl::check {
namespace {

const std::string kRoot = "root";
// Whose groups are asked for may cost a question to a directory each.
constexpr std::size_t kMostAccounts = 1000;

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

// As far as the group lists them.
std::vector<std::string> members_of(const std::string& group) {
  std::vector<std::string> members;
  const ::group* entry = ::getgrnam(group.c_str());
  for (char** member = entry != nullptr ? entry->gr_mem : nullptr; member != nullptr && *member != nullptr;
       ++member)
    members.emplace_back(*member);
  return members;
}

bool is_skipped(const config::Config& config, const std::string& user) {
  return config.users.exemptions.unenrolled == login::Unenrolled::Skip && !has_contact(config, user);
}

}  // namespace

bool is_exempt(const config::Config& config, const std::string& user) {
  const auto& exemptions = config.users.exemptions;
  if (exemptions.users.empty() && login::groups_of(exemptions).empty()) return false;
  const auto account = process::find_account(user);
  if (!account || !*account) return false;
  const auto membership = process::membership_of(**account, login::groups_of(exemptions));
  return membership && login::find_exemption(exemptions, {(*account)->name, membership->joined, ""});
}

bool needs_no_service(const config::Config& config, const std::string& user) {
  return is_exempt(config, user) || is_skipped(config, user) ||
         (has_contact(config, user) && recovery_codes_of(config, user) > 0);
}

std::vector<std::string> administrators() {
  std::vector<std::string> users;
  for (const std::string& group : kAdministrators)
    std::ranges::copy(members_of(group), std::back_inserter(users));
  return users;
}

Census count_exempt(const config::Config& config, const std::vector<std::string>& others) {
  const auto& exemptions = config.users.exemptions;
  std::set<std::string> users(others.begin(), others.end());
  for (std::string& user : accounts_with_shell("/etc/passwd", kMostAccounts))
    users.insert(std::move(user));
  for (const std::string& group : exemptions.required_groups) {
    for (std::string& user : members_of(group))
      users.insert(std::move(user));
  }
  std::set<std::string> skipped;
  if (exemptions.unenrolled == login::Unenrolled::Skip) {
    const auto without = without_line({users.begin(), users.end()}, config.users.map);
    skipped.insert(without.begin(), without.end());
  }
  const auto exempt = std::ranges::count_if(
      users, [&](const std::string& user) { return skipped.contains(user) || is_exempt(config, user); });
  return {users.size(), static_cast<std::size_t>(exempt)};
}

std::vector<std::string> unknown_groups(const login::Exemptions& exemptions) {
  const auto membership = process::membership_of({kRoot, 0}, login::groups_of(exemptions));
  return membership ? membership->unknown : std::vector<std::string>{};
}

Root look_at_root(const config::Config& config) {
  Root root{.is_asked = !is_exempt(config, kRoot), .has_contact = has_contact(config, kRoot)};
  if (is_skipped(config, kRoot)) root.is_asked = false;
  if (root.has_contact) root.recovery_codes = recovery_codes_of(config, kRoot);
  return root;
}

std::vector<std::string> find_keyless(const std::string& key_files) {
  return without_key(accounts_with_shell("/etc/passwd", kMostAccounts), key_files);
}

std::vector<std::string> find_unreachable(const config::Config& config) {
  if (config.users.exemptions.unenrolled == login::Unenrolled::Skip) return {};
  auto accounts = without_line(accounts_with_shell("/etc/passwd", kMostAccounts), config.users.map);
  std::erase_if(accounts, [&config](const std::string& account) { return is_exempt(config, account); });
  return accounts;
}

}  // namespace ozibus::ctl::check
