// SPDX-License-Identifier: Apache-2.0
// Decisions out of a fuzzer's bytes. The digits stand for themselves, so that seeds can be written by hand.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ozibus::fuzz {

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool empty() const { return bytes_.empty(); }

  // Less than `below`, which is at most 256; 0 at the end of the input.
  std::size_t number(std::size_t below) {
    if (bytes_.empty()) return 0;
    const auto digit = static_cast<std::uint8_t>(bytes_.front() - '0');
    bytes_.remove_prefix(1);
    return digit % below;
  }
  bool flag() { return number(2) == 1; }

  template <typename T, std::size_t N>
  const T& one_of(const std::array<T, N>& choices) {
    return choices[number(N)];
  }

  // Up to the next newline, which is taken as well.
  std::string_view line() {
    const std::string_view line = bytes_.substr(0, bytes_.find('\n'));
    bytes_.remove_prefix(std::min(line.size() + 1, bytes_.size()));
    return line;
  }
  std::string_view rest() { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace ozibus::fuzz
