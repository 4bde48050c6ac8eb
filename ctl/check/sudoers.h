// SPDX-License-Identifier: Apache-2.0
// What of sudo's policy has people asked for nothing, and where it stands: sudo's own tools tell no lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/check/finding.h"

namespace ozibus::ctl::check {

inline constexpr const char* kSudoers = "/etc/sudoers";

struct SudoersLine {
  std::string place;  // "/etc/sudoers.d/deploy:3"
  std::string text;   // without its comment, and with what a backslash joins to it
};

// In the order in which sudo reads them, with all files that are included, as far as they can be read.
[[nodiscard]] std::vector<SudoersLine> read_sudoers(const std::string& path);

// Rules for which sudo asks PAM nothing.
[[nodiscard]] Findings judge_unasked(const std::vector<SudoersLine>& lines);

// For how many minutes sudo does not ask again, as `sudo -V` tells root; negative is for ever.
[[nodiscard]] std::optional<double> parse_timestamp_timeout(std::string_view version_text);
[[nodiscard]] Findings judge_timestamp_timeout(std::optional<double> minutes,
                                               const std::vector<SudoersLine>& lines);

}  // namespace ozibus::ctl::check
