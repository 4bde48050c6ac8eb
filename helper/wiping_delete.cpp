// SPDX-License-Identifier: Apache-2.0
// In the helper program, all that C++ gives back is overwritten (wiping_heap.h). The forms of delete
// that are not here end in these.
#include <new>

#include "helper/wiping_heap.h"

void operator delete(void* memory) noexcept {
  ozibus::wiping_heap::release(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  ozibus::wiping_heap::release(memory);
}
