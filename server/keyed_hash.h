// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-256 under a key that is made when the process starts and never leaves it. What is stored
// in this form (codes, recipients, merchants' secrets) is worth nothing to who reads the store.
#pragma once

#include <array>
#include <initializer_list>
#include <string_view>

namespace ozibus::server {

using Digest = std::array<unsigned char, 32>;

class KeyedHash {
 public:
  KeyedHash();
  KeyedHash(const KeyedHash&) = delete;
  KeyedHash& operator=(const KeyedHash&) = delete;
  ~KeyedHash();

  // Each part counts with its length: {"ab", "c"} and {"a", "bc"} differ.
  [[nodiscard]] Digest operator()(std::initializer_list<std::string_view> parts) const;

 private:
  std::array<unsigned char, 32> key_{};
};

// Takes the same time wherever the two differ.
[[nodiscard]] bool same(const Digest& a, const Digest& b);

[[nodiscard]] inline std::string_view bytes_of(const auto& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size()};
}

}  // namespace ozibus::server
