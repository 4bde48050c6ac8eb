// SPDX-License-Identifier: Apache-2.0
// The lines of a users.map that is in memory, and where in it they are.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ozibus::ctl::users {

// At the beginning of the map it is no part of the first line.
inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

struct Line {
  std::size_t number;     // counted from 1
  std::size_t begin;      // of `text` in the map; behind a byte order mark
  std::size_t end;        // behind the line end
  std::string_view text;  // without the line end
};

class MapLines {
 public:
  explicit MapLines(std::string_view map) noexcept : map_(map) {}

  // Moves to the next line. False at the end of the map.
  [[nodiscard]] bool next() noexcept;
  [[nodiscard]] const Line& line() const noexcept { return line_; }

 private:
  std::string_view map_;
  Line line_{0, 0, 0, {}};
};

// The lines that name `login`, and those of everyone who has none.
struct Found {
  std::vector<Line> own;
  std::vector<Line> everyone;
};
[[nodiscard]] Found find_lines(std::string_view map, std::string_view login);

}  // namespace ozibus::ctl::users
