// SPDX-License-Identifier: Apache-2.0
// One line for the log in logfmt: key=value pairs, in which no value can forge a field or a line.
// Plain words stand as they are. A value with blanks, quotes, '=', backslashes or any byte outside
// printable ASCII is quoted, those bytes written as \" \\ \n \r \t or \xHH.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace ozibus::base {

class LogLine {
 public:
  // Longer values are cut and end in "...". The provider's response_message is cut at as much
  // (helper/api/reason.cpp).
  static constexpr std::size_t kValueLimit = 200;
  // Room for words and fields; a field that does not fit any more is left out whole. Syslog
  // implementations must take lines of 2048 bytes (RFC 5424, section 6.1: should).
  static constexpr std::size_t kCapacity = 1900;

  // Words of our own that stand for themselves, such as "authentication failure;".
  LogLine& words(std::string_view text) noexcept;
  LogLine& add(std::string_view key, std::string_view value, std::size_t limit = kValueLimit) noexcept;
  LogLine& add(std::string_view key, long long value) noexcept;

  [[nodiscard]] std::string_view view() const noexcept { return {buffer_.data(), size_}; }
  [[nodiscard]] const char* c_str() const noexcept { return buffer_.data(); }

 private:
  bool put(std::string_view text) noexcept;
  bool put_quoted(std::string_view value) noexcept;
  bool put_escaped(unsigned char byte) noexcept;

  std::array<char, kCapacity + 1> buffer_{};  // the bytes behind size_ are always zero
  std::size_t size_ = 0;
};

}  // namespace ozibus::base
