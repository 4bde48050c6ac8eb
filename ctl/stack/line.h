// SPDX-License-Identifier: Apache-2.0
// One line of a file in /etc/pam.d (pam.conf(5)).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "helper/error.h"

namespace ozibus::ctl::stack {

struct Line {
  std::string type;     // "auth", "account", "password", "session"; "@include" for Debian's directive
  std::string control;  // "required", "[success=1 default=ignore]", "include", "substack"; empty for @include
  std::string target;   // the module, or the file that is included
  std::vector<std::string> arguments;
};

// Nothing for an empty line or a comment. Types and controls come in small letters and without a leading '-'.
// The error is without a place.
[[nodiscard]] Result<std::optional<Line>> parse_line(std::string_view text);

}  // namespace ozibus::ctl::stack
