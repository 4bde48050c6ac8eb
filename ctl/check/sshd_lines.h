// SPDX-License-Identifier: Apache-2.0
// What sshd reads, as text. `sshd -T` tells what is in force for one client at a time; only the text tells of
// all.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ozibus::ctl::check {

struct SshdLine {
  std::string place;               // "/etc/ssh/sshd_config:12"
  std::string keyword;             // in small letters, and by its own name when it is an alias
  std::vector<std::string> words;  // behind it
  std::size_t block = 0;           // the number of its Match block; 0 outside of all

  [[nodiscard]] bool is_conditional() const { return block != 0; }
};

// In the order in which sshd reads them, from FOLDER/sshd_config on. Neither comments nor Include and Match.
[[nodiscard]] std::vector<SshdLine> read_sshd_lines(const std::string& folder);

}  // namespace ozibus::ctl::check
