// SPDX-License-Identifier: Apache-2.0
// What users_map.h and map_survey.h both know of the file.
#pragma once

#include <string_view>

#include "helper/contacts/line_reader.h"

namespace ozibus::contacts {

// The login that is everyone without a line of their own.
inline constexpr std::string_view kEveryone = "*";

// The line that the reader stands on, without a byte order mark and a carriage return. Good as long as its
// own.
[[nodiscard]] std::string_view map_text(const LineReader& reader);

// False for a name that the map has no way to write. Above all "*", which is not the login of anybody.
[[nodiscard]] bool can_be_named(std::string_view login);

}  // namespace ozibus::contacts
