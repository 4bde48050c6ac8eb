// SPDX-License-Identifier: Apache-2.0
// What every command works on.
#pragma once

#include <string>

#include "ctl/operator.h"
#include "helper/config/config.h"
#include "helper/error.h"
#include "helper/process/calendar.h"

namespace ozibus::ctl {

struct Site {
  std::string config_path;
  config::Config config;
  Operator by;
  process::SystemCalendar calendar;
};

// Whether this process may look into the state.
[[nodiscard]] Result<void> check_rights(const std::string& state_dir);

// Reads the configuration at `path`, sees whether this process may change the state that it names, and
// opens the system log.
[[nodiscard]] Result<Site> open_site(const std::string& path, const Operator& by);

}  // namespace ozibus::ctl
