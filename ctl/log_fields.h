// SPDX-License-Identifier: Apache-2.0
// What base/log_line.h has written, read back.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ozibus::ctl {

// The fields of a line by their keys. Nothing of a line that is not made of fields.
[[nodiscard]] std::map<std::string, std::string> read_fields(std::string_view line);

}  // namespace ozibus::ctl
