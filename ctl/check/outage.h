// SPDX-License-Identifier: Apache-2.0
// Whether somebody could become root on a day on which no code arrives.
#pragma once

#include <string>

#include "ctl/check/finding.h"
#include "ctl/check/services.h"
#include "helper/config/config.h"

namespace ozibus::ctl::check {

struct Outage {
  bool administrator_gets_in = false;  // one at least: has recovery codes, or is asked for no code
  bool root_has_password = false;
  bool su_asks_root = false;  // for a code that root does not have then
};
[[nodiscard]] Findings judge_outage(const Outage& outage, const std::string& place);

// Whether that in /etc/shadow is one that somebody can type.
[[nodiscard]] bool is_usable_password(const std::string& hash);

// Where sudo asks for a code; says nothing to who may not read /etc/shadow.
[[nodiscard]] Findings inspect_outage(const config::Config& config, const Services& services);

}  // namespace ozibus::ctl::check
