// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/memory_peak.h"

#include <algorithm>

#include <sanitizer/allocator_interface.h>

#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

struct Count {
  bool running = false;
  std::size_t now = 0;
  std::size_t most = 0;
};
Count count;

void note_allocation(const volatile void*, std::size_t size) {
  if (!count.running) return;
  count.now += size;
  count.most = std::max(count.most, count.now);
}

// What was allocated before the count began may be freed within it.
void note_release(const volatile void* memory) {
  if (!count.running) return;
  count.now -= std::min(count.now, __sanitizer_get_allocated_size(const_cast<const void*>(memory)));
}

const int installed = __sanitizer_install_malloc_and_free_hooks(note_allocation, note_release);

}  // namespace

MemoryPeak::MemoryPeak() {
  require(installed > 0, "the sanitizer tells of each allocation");
  count = {.running = true};
}

MemoryPeak::~MemoryPeak() {
  count.running = false;
}

std::size_t MemoryPeak::bytes() const {
  return count.most;
}

}  // namespace ozibus::fuzz
