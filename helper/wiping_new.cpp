// SPDX-License-Identifier: Apache-2.0
// In each program that holds secrets, all that C++ gives back is overwritten (wiping_heap.h). The forms of
// new and delete that are not here end in these.
#include <cstdlib>
#include <new>

#include "helper/wiping_heap.h"

// NOLINTBEGIN(cppcoreguidelines-owning-memory): whoever says new is the owner.
void* operator new(std::size_t size) {
  // malloc(0) may be null, which new must not be.
  void* memory = std::malloc(size > 0 ? size : 1);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
// NOLINTEND(cppcoreguidelines-owning-memory)
void operator delete(void* memory) noexcept {
  ozibus::wiping_heap::release(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  ozibus::wiping_heap::release(memory);
}
