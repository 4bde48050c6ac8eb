// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/outage.h"

#include <algorithm>

#include <shadow.h>

#include "ctl/check/people.h"

namespace ozibus::ctl::check {
namespace {

bool is_asked_without_need(const config::Config& config) {
  return config.policy.mode == login::Mode::Enforce &&
         config.policy.on_unavailable == login::OnUnavailable::Deny;
}

}  // namespace

Findings judge_outage(const Outage& outage, const std::string& place) {
  if (outage.administrator_gets_in) return {};
  if (outage.root_has_password && !outage.su_asks_root) return {};
  return {{Gravity::Note, "no-root-in-outage", place,
           "nobody could become root by sudo or su while no code arrives: no member of the groups sudo, "
           "wheel and "
           "admin has recovery codes, and root has " +
               std::string(outage.root_has_password ? "none either" : "no password"),
           "for one of them, run: ozibusctl recovery create USER"}};
}

bool is_usable_password(const std::string& hash) {
  return !hash.empty() && !hash.starts_with('!') && !hash.starts_with('*');
}

Findings inspect_outage(const config::Config& config, const Services& services) {
  if (!has_module(services, "sudo") || !is_asked_without_need(config)) return {};
  const spwd* root = ::getspnam("root");
  if (root == nullptr) return {};
  Outage outage;
  outage.root_has_password = is_usable_password(root->sp_pwdp);
  outage.su_asks_root = has_module(services, "su") && !needs_no_service(config, "root");
  outage.administrator_gets_in = std::ranges::any_of(
      administrators(), [&config](const std::string& user) { return needs_no_service(config, user); });
  return judge_outage(outage, std::string(kStacks) + "/sudo");
}

}  // namespace ozibus::ctl::check
