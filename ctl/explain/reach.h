// SPDX-License-Identifier: Apache-2.0
// Whether a service asks our module at all, and what becomes of the login with what the module says.
#pragma once

#include <optional>
#include <string>

#include "ctl/explain/explanation.h"
#include "helper/login/settings.h"

namespace ozibus::ctl::explain {

struct Reach {
  std::string module;   // "/etc/pam.d/sshd:4"; empty when the service does not have it
  std::string config;   // that its line names; empty for the built-in one
  std::string trouble;  // why the stack can't be read; empty when it can be
  // For somebody who passes the first factors, depending on conditions in the stack.
  bool may_be_asked = false;
  bool may_be_spared = false;
  // PAM's name for what the module says; nothing when that depends on an answer.
  std::optional<std::string> pam;
  bool may_get_in = false;  // with that
};

[[nodiscard]] Reach find_reach(const std::string& service, const Explanation& explanation,
                               login::ExemptResult exempt_result);

}  // namespace ozibus::ctl::explain
