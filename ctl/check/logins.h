// SPDX-License-Identifier: Apache-2.0
// What each kind of login meets, in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ctl/check/policy_rules.h"
#include "ctl/check/services.h"
#include "ctl/check/sshd_settings.h"

namespace ozibus::ctl::check {

struct Login {
  std::string id;     // "ssh_key", for programs
  std::string kind;   // "ssh with a key"
  std::string meets;  // "a key, then a code"
};

// Whether it does what it is there for, or refuses every login because something that it needs is missing.
enum class OurModule { Works, Refuses };

// `sshd` is nothing when it does not tell.
[[nodiscard]] std::vector<Login> describe_logins(const Services& services,
                                                 const std::optional<SshdSettings>& sshd, OurModule module,
                                                 const Census& census);

}  // namespace ozibus::ctl::check
