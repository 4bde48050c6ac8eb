// SPDX-License-Identifier: Apache-2.0
// How much memory a piece of code had at most at one time, as the address sanitizer sees it.
#pragma once

#include <cstddef>

namespace ozibus::fuzz {

// At most one at a time.
class MemoryPeak {
 public:
  MemoryPeak();
  MemoryPeak(const MemoryPeak&) = delete;
  MemoryPeak& operator=(const MemoryPeak&) = delete;
  ~MemoryPeak();
  [[nodiscard]] std::size_t bytes() const;
};

}  // namespace ozibus::fuzz
