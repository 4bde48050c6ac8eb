// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/other_sshd.h"

#include <utility>

namespace ozibus::ctl::check {
namespace {

std::string text_of(const SshdProcess& sshd) {
  return "the sshd of process " + std::to_string(sshd.pid);
}

std::string remedy_for(const SshdProcess& sshd) {
  const std::string pid = std::to_string(sshd.pid);
  return "write into its settings: UsePAM yes, KbdInteractiveAuthentication yes and AuthenticationMethods "
         "publickey,keyboard-interactive, and run: kill -HUP " +
         pid + "; or end it, run: kill " + pid;
}

}  // namespace

Findings judge_other_sshd(const SshdProcess& sshd, const std::string& command,
                          const Result<SshdSettings>& settings, StackChecks stack) {
  const auto problem = [&](const std::string& what, std::string remedy) -> Findings {
    return {{Gravity::Problem, "other-sshd", command, text_of(sshd) + what, std::move(remedy)}};
  };
  if (!settings) {
    return problem(" has settings of its own and does not tell them: " + settings.error().reason,
                   "look why, or end it, run: kill " + std::to_string(sshd.pid));
  }
  if (!settings->use_pam) {
    return problem(" does not ask PAM, so it asks nobody for a code", remedy_for(sshd));
  }
  if (stack == StackChecks::CodeOnly && !insists_on_key(*settings)) {
    return problem(
        " lets in without a key, but the stack of sshd relies on it: there a code is enough, and exempt "
        "users "
        "need nothing",
        remedy_for(sshd) +
            "; or put a stack that checks the password in place: @include "
            "ozibus-password-and-code");
  }
  if (!can_spare_code(*settings)) return {};
  return {{Gravity::Note, "other-sshd-spares-code", command,
           text_of(sshd) + " lets in by a key without a code",
           "leave it so for logins without a person; else " + remedy_for(sshd)}};
}

}  // namespace ozibus::ctl::check
