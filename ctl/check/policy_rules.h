// SPDX-License-Identifier: Apache-2.0
// What the configuration says that an administrator may not mean, or may have forgotten.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/check/finding.h"
#include "helper/login/settings.h"

namespace ozibus::ctl::check {

// Where something stands in the configuration: "/etc/ozibus/ozibus.conf:12". `item` is one of a list.
using KeyPlace = std::function<std::string(std::string_view key, std::string_view item)>;

[[nodiscard]] Findings judge_mode(login::Mode mode, const KeyPlace& place_of);

// `unknown` are those of its groups that the system does not know.
[[nodiscard]] Findings judge_groups(const login::Exemptions& exemptions,
                                    const std::vector<std::string>& unknown, const KeyPlace& place_of);

struct Root {
  bool is_asked = false;  // no rule exempts it
  bool has_contact = false;
  int recovery_codes = 0;
};
[[nodiscard]] Findings judge_root(const Root& root, const std::string& map);

struct Census {
  std::size_t accounts = 0;  // that can be known of
  std::size_t exempt = 0;    // wherever they come from
};
[[nodiscard]] Findings judge_census(const Census& census, const login::Exemptions& exemptions,
                                    const KeyPlace& place_of);

// `accounts` have no key where sshd insists on one; `place` is that of AuthorizedKeysFile.
[[nodiscard]] Findings judge_keyless(const std::vector<std::string>& accounts, const std::string& place);

// `accounts` would be asked and have no contact in the map.
[[nodiscard]] Findings judge_contacts(const std::vector<std::string>& accounts, const std::string& map);

}  // namespace ozibus::ctl::check
