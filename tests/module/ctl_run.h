// SPDX-License-Identifier: Apache-2.0
// ozibusctl as an administrator runs it.
#pragma once

#include <string>
#include <vector>

#include "tests/module/site.h"

namespace ozibus::module_tests {

struct CtlRun {
  int status = -1;  // -1: a signal has ended it
  std::string said;
  std::string complained;
};

// With the configuration of the site; `typed` is all that comes from standard input.
[[nodiscard]] CtlRun run_ctl(const Site& site, std::vector<std::string> words, const std::string& typed = "");

// A service of that name in /etc/pam.d that asks for a code only. The private root's, and gone with this:
// ozibusctl looks at all that are there.
class InstalledService {
 public:
  // The lines as Site::stack takes them.
  InstalledService(const Site& site, std::string name, const std::string& auth_lines);
  InstalledService(const InstalledService&) = delete;
  InstalledService& operator=(const InstalledService&) = delete;
  ~InstalledService();

 private:
  std::string path_;
};

}  // namespace ozibus::module_tests
