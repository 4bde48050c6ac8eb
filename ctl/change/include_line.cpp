// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/include_line.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ozibus::ctl::change {
namespace {

constexpr std::string_view kDirective = "@include";
constexpr std::string_view kBlanks = " \t\r\f\v";
constexpr std::string_view kWordEnds = " \t\r\f\v#";

// Where the name of the file begins in a line that includes `file`.
std::size_t find_name(std::string_view line, std::string_view file) {
  const std::size_t word = line.find_first_not_of(kBlanks);
  if (word == std::string_view::npos || !line.substr(word).starts_with(kDirective))
    return std::string_view::npos;
  const std::size_t blank = word + kDirective.size();
  const std::size_t name = line.find_first_not_of(kBlanks, blank);
  if (name == blank || name == std::string_view::npos) return std::string_view::npos;
  const std::size_t end = std::min(line.find_first_of(kWordEnds, name), line.size());
  return line.substr(name, end - name) == file ? name : std::string_view::npos;
}

// Where `file` is named. What a backslash joins to the line before is no line of its own.
std::vector<std::size_t> find_includes(std::string_view text, std::string_view file) {
  std::vector<std::size_t> places;
  bool goes_on = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::size_t name = find_name(line, file);
    const bool is_joined = goes_on;
    goes_on = line.ends_with('\\');
    if (name != std::string_view::npos && !is_joined && !goes_on) places.push_back(begin + name);
    begin = end + 1;
  }
  return places;
}

}  // namespace

bool has_include(std::string_view text, std::string_view file) {
  return !find_includes(text, file).empty();
}

Result<std::string> replace_include(const std::string& path, const std::string& text, const std::string& from,
                                    const std::string& to) {
  const auto places = find_includes(text, from);
  if (places.size() == 1) return std::string(text).replace(places.front(), from.size(), to);
  const std::string line = "\"@include " + from + "\"";
  const std::string by_hand = "; write by hand, in place of what checks the password: @include " + to +
                              " (see pam_ozibus(8), STACKS)";
  if (places.empty()) return failure(path + ": has no line " + line + by_hand);
  return failure(path + ": has the line " + line + " " + std::to_string(places.size()) +
                 " times, and only one can be replaced" + by_hand);
}

}  // namespace ozibus::ctl::change
