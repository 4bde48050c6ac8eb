// SPDX-License-Identifier: Apache-2.0
// What was written to the system log, as private_root.sh collects it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ozibus::module_tests {

class Syslog {
 public:
  // Sees only what is logged from now on.
  Syslog();

  // The lines so far that hold `text`, without the time before them; whatever was sent before this
  // call has arrived.
  [[nodiscard]] std::vector<std::string> lines_with(const std::string& text) const;
  // The same, once there are `count`: for lines whose writers nobody waits for.
  std::vector<std::string> await(const std::string& text, std::size_t count = 1) const;

 private:
  [[nodiscard]] std::string arrived() const;

  std::string path_;
  std::size_t begin_ = 0;
};

}  // namespace ozibus::module_tests
