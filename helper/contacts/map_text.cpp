// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/map_text.h"

#include <algorithm>
#include <cstddef>

#include "helper/contacts/map_line.h"

namespace ozibus::contacts {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::size_t kLongestLogin = 256;  // LOGIN_NAME_MAX on Linux

// Room for a '\r' behind the longest line, and for a byte order mark before it.
static_assert(LineReader::kWhole >= kLongestLine + 1 + kByteOrderMark.size());

}  // namespace

std::string_view map_text(const LineReader& reader) {
  std::string_view line = reader.line();
  if (reader.number() == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool can_be_named(std::string_view login) {
  const auto is_forbidden = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f || c == ':' || c == '#';
  };
  return !login.empty() && login.size() <= kLongestLogin && login != kEveryone &&
         std::ranges::none_of(login, is_forbidden);
}

}  // namespace ozibus::contacts
