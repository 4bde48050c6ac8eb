// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ozibus::ctl::check {

// What ozibusctl knows that does not stand in the files of the machine.
struct Known {
  std::vector<std::string> people;    // who look after it: their logins by ssh are looked at, too
  std::vector<std::string> services;  // "sshd", "sudo": made to ask for a code, and confirmed
};

}  // namespace ozibus::ctl::check
