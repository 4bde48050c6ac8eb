// SPDX-License-Identifier: Apache-2.0
// What configuration, map and state say of a user whom the check looks at.
#pragma once

#include <string>
#include <vector>

#include "ctl/check/policy_rules.h"
#include "helper/config/config.h"

namespace ozibus::ctl::check {

// By name or group, wherever the user comes from.
[[nodiscard]] bool is_exempt(const config::Config& config, const std::string& user);

// Whether the user gets in on a day on which no code arrives: is asked for none, or has recovery codes.
[[nodiscard]] bool needs_no_service(const config::Config& config, const std::string& user);

// The groups whose members become root by sudo or polkit, as distributions have it.
inline const std::vector<std::string> kAdministrators = {"sudo", "wheel", "admin"};
// Their members as far as the groups list them.
[[nodiscard]] std::vector<std::string> administrators();

// How many are exempt of the accounts of this machine with a login shell, the members of required_groups, and
// `others`.
[[nodiscard]] Census count_exempt(const config::Config& config, const std::vector<std::string>& others);

// Of the groups that the configuration names, those that the system does not know.
[[nodiscard]] std::vector<std::string> unknown_groups(const login::Exemptions& exemptions);

// Where some service asks root.
[[nodiscard]] Root look_at_root(const config::Config& config);

// Accounts of this machine, not root, that have no key in these files.
[[nodiscard]] std::vector<std::string> find_keyless(const std::string& key_files);

// Accounts of this machine, not root, that a service which asks would refuse for want of a contact.
[[nodiscard]] std::vector<std::string> find_unreachable(const config::Config& config);

}  // namespace ozibus::ctl::check
