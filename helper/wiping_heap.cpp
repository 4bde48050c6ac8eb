// SPDX-License-Identifier: Apache-2.0
#include "helper/wiping_heap.h"

#include <algorithm>

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

// NOLINTBEGIN(cppcoreguidelines-owning-memory): this is the heap, its callers are the owners.
namespace ozibus::wiping_heap {

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  ::explicit_bzero(memory, ::malloc_usable_size(memory));
  ::free(memory);
}

void* resize(void* memory, std::size_t size) noexcept {
  if (memory == nullptr) return ::malloc(size);
  void* moved = ::malloc(size);
  if (moved == nullptr) return nullptr;
  ::memcpy(moved, memory, std::min(size, ::malloc_usable_size(memory)));
  release(memory);
  return moved;
}

char* duplicate(const char* text) noexcept {
  return ::strdup(text);
}

}  // namespace ozibus::wiping_heap
// NOLINTEND(cppcoreguidelines-owning-memory)
