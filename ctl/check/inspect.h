// SPDX-License-Identifier: Apache-2.0
// Reads what is there and has all of it judged. Changes and sends nothing.
#pragma once

#include <string>
#include <vector>

#include "ctl/check/finding.h"
#include "ctl/check/known.h"
#include "ctl/check/logins.h"

namespace ozibus::ctl::check {

struct Inspection {
  std::vector<Login> logins;
  Findings findings;
};

// Of this machine, with the configuration at that path.
[[nodiscard]] Inspection inspect(const std::string& config_path, const Known& known);

}  // namespace ozibus::ctl::check
