// SPDX-License-Identifier: Apache-2.0
#include "base/log_line.h"

#include <algorithm>

#include <stdio.h>
#include <string.h>

namespace ozibus::base {
namespace {

constexpr std::string_view kCut = "...";

bool is_plain(char c) noexcept {
  return c > ' ' && c <= '~' && c != '"' && c != '\\' && c != '=';
}

}  // namespace

LogLine& LogLine::words(std::string_view text) noexcept {
  if (size_ > 0 && !put(" ")) return *this;
  put(text);
  return *this;
}

LogLine& LogLine::add(std::string_view key, std::string_view value, std::size_t limit) noexcept {
  const std::size_t before = size_;
  const bool cut = value.size() > limit;
  const std::string_view shown(value.data(), cut ? limit : value.size());
  const bool plain = !cut && std::all_of(shown.begin(), shown.end(), is_plain);

  bool fits = (size_ == 0 || put(" ")) && put(key) && put("=");
  if (plain) {
    fits = fits && put(shown);
  } else {
    fits = fits && put("\"") && put_quoted(shown) && (!cut || put(kCut)) && put("\"");
  }
  if (!fits) {
    ::memset(buffer_.data() + before, 0, size_ - before);
    size_ = before;
  }
  return *this;
}

LogLine& LogLine::add(std::string_view key, long long value) noexcept {
  std::array<char, 24> digits{};
  const int length = ::snprintf(digits.data(), digits.size(), "%lld", value);
  return add(key, std::string_view(digits.data(), static_cast<std::size_t>(length)));
}

bool LogLine::put(std::string_view text) noexcept {
  if (text.size() > kCapacity - size_) return false;
  if (text.empty()) return true;  // memcpy must not be given the null pointer of an empty view
  ::memcpy(buffer_.data() + size_, text.data(), text.size());
  size_ += text.size();
  return true;
}

bool LogLine::put_quoted(std::string_view value) noexcept {
  return std::all_of(value.begin(), value.end(),
                     [this](char c) { return put_escaped(static_cast<unsigned char>(c)); });
}

bool LogLine::put_escaped(unsigned char byte) noexcept {
  switch (byte) {
    case '"':
      return put("\\\"");
    case '\\':
      return put("\\\\");
    case '\n':
      return put("\\n");
    case '\r':
      return put("\\r");
    case '\t':
      return put("\\t");
    default:
      break;
  }
  if (byte >= ' ' && byte <= '~') {
    const char c = static_cast<char>(byte);
    return put({&c, 1});
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::array<char, 4> escape = {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
  return put({escape.data(), escape.size()});
}

}  // namespace ozibus::base
