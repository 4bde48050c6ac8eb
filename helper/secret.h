// SPDX-License-Identifier: Apache-2.0
// A text that must not leave the process but by its one named exit, reveal(): an API key, a typed
// code. Move-only, kept on the heap (a moved std::string would leave its short contents behind on
// the stack), overwritten at its end; it can't be printed or compared.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "base/wipe.h"

namespace ozibus {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text) : bytes_(std::make_unique<char[]>(text.size())), size_(text.size()) {
    text.copy(bytes_.get(), size_);
  }
  Secret(Secret&& other) noexcept
      : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, std::size_t{0})) {}
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      clear();
      bytes_ = std::move(other.bytes_);
      size_ = std::exchange(other.size_, std::size_t{0});
    }
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { clear(); }

  [[nodiscard]] std::string_view reveal() const noexcept { return {bytes_.get(), size_}; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

 private:
  void clear() noexcept {
    base::wipe({bytes_.get(), size_});
    bytes_.reset();
    size_ = 0;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace ozibus
