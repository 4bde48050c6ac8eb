// SPDX-License-Identifier: Apache-2.0
#include "ctl/log_fields.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

namespace ozibus::ctl {
namespace {

// The character behind a backslash, and whatever belongs to it.
std::optional<char> take_escaped(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const char c = rest.front();
  rest.remove_prefix(1);
  if (c == 'n') return '\n';
  if (c == 'r') return '\r';
  if (c == 't') return '\t';
  if (c != 'x') return c;
  unsigned char byte = 0;
  const auto [end, error] =
      std::from_chars(rest.data(), rest.data() + std::min<std::size_t>(rest.size(), 2), byte, 16);
  if (error != std::errc{} || end != rest.data() + 2) return std::nullopt;
  rest.remove_prefix(2);
  return static_cast<char>(byte);
}

// Behind its opening quote.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string value;
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') return value;
    const auto plain = c == '\\' ? take_escaped(rest) : std::optional(c);
    if (!plain) return std::nullopt;
    value += *plain;
  }
  return std::nullopt;
}

std::optional<std::string> take_value(std::string_view& rest) {
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    return take_quoted(rest);
  }
  const std::string value(rest.substr(0, rest.find(' ')));
  rest.remove_prefix(value.size());
  return value;
}

}  // namespace

std::map<std::string, std::string> read_fields(std::string_view line) {
  std::map<std::string, std::string> fields;
  while (!line.empty()) {
    const std::size_t equals = line.find_first_of("= ");
    if (equals == std::string_view::npos || equals == 0 || line[equals] != '=') return {};
    const std::string key(line.substr(0, equals));
    line.remove_prefix(equals + 1);
    auto value = take_value(line);
    if (!value || (!line.empty() && line.front() != ' ')) return {};
    fields.emplace(key, std::move(*value));
    if (!line.empty()) line.remove_prefix(1);
  }
  return fields;
}

}  // namespace ozibus::ctl
