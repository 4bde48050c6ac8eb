// SPDX-License-Identifier: Apache-2.0
// One line of users.map: `login: contact, contact   # comment`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "helper/contacts/contact.h"
#include "helper/error.h"

namespace ozibus::contacts {

// The longest line that is read, without its line end.
inline constexpr std::size_t kLongestLine = 4096;
inline constexpr std::string_view kBlanks = " \t";

// Whether `login` is what stands before the first ':' or blank of `line`; blanks before it are skipped.
[[nodiscard]] bool is_named(std::string_view line, std::string_view login) noexcept;

// What stands before the comment. A '#' begins one at the beginning of the line and behind a blank.
[[nodiscard]] std::string_view without_comment(std::string_view line) noexcept;

// "PATH:LINE:COLUMN: " for messages; `column` counts bytes from 1.
struct Place {
  const std::string& path;
  std::size_t line;

  [[nodiscard]] std::string at(std::size_t column) const;
};

// The contacts that `line` gives to `login`, whose name stands in place of each {user}. Messages say
// where and which contact, never its text.
[[nodiscard]] Result<std::vector<Contact>> parse_map_line(std::string_view line, std::string_view login,
                                                          const Place& place);

}  // namespace ozibus::contacts
