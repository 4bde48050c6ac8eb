// SPDX-License-Identifier: Apache-2.0
#include "ctl/explain/reach.h"

#include <string_view>

#include "ctl/check/modules.h"
#include "ctl/check/services.h"
#include "ctl/check/worlds.h"
#include "ctl/stack/service.h"
#include "helper/login/verdict.h"
#include "pam_ozibus/outcome_pam.h"

namespace ozibus::ctl::explain {
namespace {

// Those that our module gives.
std::string name_of(int result) {
  switch (result) {
    case PAM_SUCCESS:
      return "PAM_SUCCESS";
    case PAM_IGNORE:
      return "PAM_IGNORE";
    case PAM_AUTH_ERR:
      return "PAM_AUTH_ERR";
    case PAM_MAXTRIES:
      return "PAM_MAXTRIES";
    case PAM_USER_UNKNOWN:
      return "PAM_USER_UNKNOWN";
    case PAM_AUTHINFO_UNAVAIL:
      return "PAM_AUTHINFO_UNAVAIL";
    case PAM_CONV_ERR:
      return "PAM_CONV_ERR";
    default:
      return "PAM_SERVICE_ERR";
  }
}

std::string config_of(const stack::Rule& rule) {
  constexpr std::string_view kWord = "config=";
  std::string config;
  for (const std::string& argument : rule.arguments) {
    if (argument.starts_with(kWord)) config = argument.substr(kWord.size());
  }
  return config;
}

}  // namespace

Reach find_reach(const std::string& service, const Explanation& explanation,
                 login::ExemptResult exempt_result) {
  Reach reach;
  // Who is asked and gives the right answer gets in.
  int result = PAM_SUCCESS;
  if (explanation.asks == Asks::Nothing) {
    result = pam_ozibus::to_pam(login::outcome_of(explanation.report, exempt_result));
    reach.pam = name_of(result);
  }
  const auto stack = stack::load_stack(check::kStacks, service, "auth");
  if (!stack) {
    reach.trouble = stack.error().reason;
    return reach;
  }
  const stack::Rule* ours = check::find_ours(*stack);
  if (ours == nullptr) return reach;
  reach.module = ours->place.text();
  reach.config = config_of(*ours);
  const check::Person person = check::rightful(*stack).front();
  for (const check::World& world : person) {
    const auto outcome = check::meet(*stack, world, result);
    (check::asks_us(outcome) ? reach.may_be_asked : reach.may_be_spared) = true;
    reach.may_get_in = reach.may_get_in || check::admits(outcome);
  }
  return reach;
}

}  // namespace ozibus::ctl::explain
