// SPDX-License-Identifier: Apache-2.0
// What is wrong with a stack that has our module, found by running it as libpam would.
#pragma once

#include <string>
#include <string_view>

#include "ctl/check/finding.h"
#include "ctl/stack/service.h"
#include "helper/login/settings.h"

namespace ozibus::ctl::check {

// Whether the application has checked a key before it asks PAM, whoever logs in.
enum class Before { Nothing, Key };

struct Circumstances {
  std::string service;
  Before before = Before::Nothing;
  login::ExemptResult exempt_result = login::ExemptResult::Ignore;
  login::Mode mode = login::Mode::Enforce;
  bool is_profile_enabled = false;  // that of the package, which pam-auth-update(8) writes into common-auth
};

// `text` is that of /var/lib/pam/auth.
[[nodiscard]] bool is_profile_enabled(std::string_view text);

[[nodiscard]] Findings judge_stack(const stack::Stack& stack, const Circumstances& circumstances);

}  // namespace ozibus::ctl::check
