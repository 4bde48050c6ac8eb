// SPDX-License-Identifier: Apache-2.0
#include "ctl/administrators.h"

#include <vector>

#include "ctl/check/people.h"
#include "ctl/tested.h"
#include "helper/process/identity.h"

namespace ozibus::ctl {
namespace {

constexpr std::chrono::hours kFresh{24};

bool is_administrator(const std::string& user) {
  const auto account = process::find_account(user);
  if (!account || !*account) return false;
  if ((*account)->name == "root") return true;
  const auto membership = process::membership_of(**account, check::kAdministrators);
  return membership && !membership->joined.empty();
}

}  // namespace

Result<void> require_tested_administrator(const std::string& state_dir, std::chrono::seconds now) {
  const auto all = tested_users(state_dir);
  if (!all) return tl::unexpected(all.error());
  for (const Tested& tested : *all) {
    const bool is_fresh = tested.at <= now && now - tested.at < kFresh;
    if (is_fresh && is_administrator(tested.user)) return {};
  }
  return failure(
      "no administrator (root, or in the group sudo, wheel or admin) has passed a test within the last day; "
      "run: ozibusctl test USER, or add --untested");
}

std::vector<std::string> tested_administrators(const std::string& state_dir) {
  const auto all = tested_users(state_dir);
  std::vector<std::string> administrators;
  if (!all) return administrators;
  for (const Tested& tested : *all) {
    if (is_administrator(tested.user)) administrators.push_back(tested.user);
  }
  return administrators;
}

}  // namespace ozibus::ctl
