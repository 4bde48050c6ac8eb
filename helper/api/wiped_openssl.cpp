// SPDX-License-Identifier: Apache-2.0
#include "helper/api/wiped_openssl.h"

#include <cstddef>
#include <cstdlib>

#include <openssl/crypto.h>

#include "helper/wiping_heap.h"

namespace ozibus::api {
namespace {

// Without memory OpenSSL follows null pointers, and what it still checks then is anybody's guess. Without a
// verdict nobody gets in.
void* or_end(void* memory) {
  if (memory == nullptr) std::abort();
  return memory;
}

void* allocate(std::size_t size, const char*, int) {
  return or_end(std::malloc(size));  // NOLINT(cppcoreguidelines-owning-memory): OpenSSL owns it
}

void* resize(void* memory, std::size_t size, const char*, int) {
  return or_end(wiping_heap::resize(memory, size));
}

void release(void* memory, const char*, int) {
  wiping_heap::release(memory);
}

}  // namespace

Result<void> wipe_heap_of_openssl() {
  if (::CRYPTO_set_mem_functions(allocate, resize, release) == 1) return {};
  return failure("internal error: OpenSSL was used before its memory could be wiped");
}

}  // namespace ozibus::api
