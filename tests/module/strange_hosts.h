// SPDX-License-Identifier: Apache-2.0
// Applications as a module may meet them, each with what a login with the right code comes to in it.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "tests/module/host_process.h"

namespace ozibus::module_tests {

struct StrangeHost {
  std::string name;  // in docs/robustness.md
  Habits habits;
  int pam;
  std::string logged = "result=accepted";  // part of the login's line
};

inline std::ostream& operator<<(std::ostream& out, const StrangeHost& host) {
  return out << host.name;
}

// They have trouble with what a process is told or has: signals, children, threads.
[[nodiscard]] std::vector<StrangeHost> busy_hosts();
// They have too much or too little of what a process needs: descriptors, processes, folders.
[[nodiscard]] std::vector<StrangeHost> odd_hosts();

// Said where there is nobody to say it to: the host's environment, which is compared, shows it.
void complain(const std::string& trouble);

}  // namespace ozibus::module_tests
