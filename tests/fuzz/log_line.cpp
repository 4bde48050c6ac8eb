// SPDX-License-Identifier: Apache-2.0
// A line of the log: whatever stands in the values, it is one line with the fields that it was given.
#include "base/log_line.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>

#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using base::LogLine;

// What stands between the quotes, up to the closing one, which is taken as well.
std::optional<std::string> take_quoted(std::string_view& line) {
  std::string value;
  while (!line.empty() && line.front() != '"') {
    if (line.front() != '\\') {
      value += line.front();
      line.remove_prefix(1);
      continue;
    }
    constexpr std::string_view kEscapes = "\"\"\\\\n\nr\rt\t";
    const std::size_t escape = line.size() < 2 ? std::string_view::npos : kEscapes.find(line[1]);
    if (escape != std::string_view::npos && escape % 2 == 0) {
      value += kEscapes[escape + 1];
      line.remove_prefix(2);
      continue;
    }
    unsigned byte = 0;
    if (line.size() < 4 || line[1] != 'x') return std::nullopt;
    if (std::from_chars(line.data() + 2, line.data() + 4, byte, 16).ptr != line.data() + 4)
      return std::nullopt;
    value += static_cast<char>(byte);
    line.remove_prefix(4);
  }
  if (line.empty()) return std::nullopt;
  line.remove_prefix(1);
  return value;
}

std::optional<std::string> take_value(std::string_view& line) {
  if (line.starts_with('"')) {
    line.remove_prefix(1);
    return take_quoted(line);
  }
  const std::string_view value = line.substr(0, line.find(' '));
  line.remove_prefix(value.size());
  return value.find_first_of("\"\\=") == std::string_view::npos ? std::optional(std::string(value))
                                                                : std::nullopt;
}

void require_field(std::string_view field, std::string_view key, std::string_view value, std::size_t limit) {
  const std::string beginning = std::string(key) + "=";
  require(field.starts_with(beginning), "a field begins with its key");
  field.remove_prefix(beginning.size());
  const std::string wanted =
      value.size() > limit ? std::string(value.substr(0, limit)) + "..." : std::string(value);
  require(take_value(field) == wanted && field.empty(), "a field is read as it was given, and nothing else");
}

void add(LogLine& line, std::string_view key, std::string_view value, std::size_t limit) {
  const std::string before(line.view());
  line.add(key, value, limit);
  require(line.view().starts_with(before), "what stands in the line stays");
  std::string_view added = line.view().substr(before.size());
  if (added.empty()) {
    // Each byte of a value takes four at most.
    require(
        before.size() + 1 + key.size() + 1 + 2 + 4 * std::min(value.size(), limit) + 3 > LogLine::kCapacity,
        "only what does not fit is left out");
    return;
  }
  if (!before.empty()) {
    require(added.starts_with(' '), "a blank stands between two fields");
    added.remove_prefix(1);
  }
  require_field(added, key, value, limit);
}

}  // namespace

void run(std::string_view input) {
  constexpr std::array<std::string_view, 4> kKeys = {"user", "rhost", "result", "reason"};
  Input decisions(input);
  LogLine line;
  while (!decisions.empty()) {
    const std::string_view key = decisions.one_of(kKeys);
    const std::size_t limit = 4 * decisions.number(256);
    add(line, key, decisions.line(), limit);
  }
  if (!line.view().empty()) require_plain(line.view(), LogLine::kCapacity);
  require(line.c_str()[line.view().size()] == '\0', "the line ends where it ends");
}

}  // namespace ozibus::fuzz
