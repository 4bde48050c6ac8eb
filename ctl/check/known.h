// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ozibus::ctl::check {

// What ozibusctl knows that does not stand in the files of the machine.
struct Known {
  std::vector<std::string> people;  // who look after it: their logins by ssh are looked at, too
};

}  // namespace ozibus::ctl::check
