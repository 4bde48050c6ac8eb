// SPDX-License-Identifier: Apache-2.0
// Memory that held a secret is overwritten before it is given back.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include <string.h>

namespace ozibus::base {

inline void wipe(std::span<char> bytes) noexcept {
  // An empty span may hold a null pointer, which explicit_bzero() must not be given.
  if (!bytes.empty()) ::explicit_bzero(bytes.data(), bytes.size());
}

// A buffer that is overwritten when its scope ends.
template <std::size_t N>
class WipedArray {
 public:
  WipedArray() noexcept = default;
  WipedArray(const WipedArray&) = delete;
  WipedArray& operator=(const WipedArray&) = delete;
  ~WipedArray() { wipe(bytes_); }

  [[nodiscard]] char* data() noexcept { return bytes_.data(); }
  [[nodiscard]] const char* data() const noexcept { return bytes_.data(); }
  [[nodiscard]] static constexpr std::size_t size() noexcept { return N; }
  [[nodiscard]] std::span<char> span() noexcept { return bytes_; }

 private:
  std::array<char, N> bytes_{};
};

}  // namespace ozibus::base
