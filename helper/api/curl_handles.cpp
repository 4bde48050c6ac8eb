// SPDX-License-Identifier: Apache-2.0
#include "helper/api/curl_handles.h"

#include <cstddef>
#include <cstdlib>
#include <string>

#include <openssl/crypto.h>

#include "base/wipe.h"
#include "helper/wiping_heap.h"

namespace ozibus::api {
namespace {

void* allocate(std::size_t size, const char*, int) {
  return std::malloc(size);  // NOLINT(cppcoreguidelines-owning-memory): OpenSSL owns it
}

void* resize(void* memory, std::size_t size, const char*, int) {
  return wiping_heap::resize(memory, size);
}

void release(void* memory, const char*, int) {
  wiping_heap::release(memory);
}

bool start_curl() noexcept {
  // Refused once OpenSSL has used its own heap, which is so in a process that has met it elsewhere.
  static_cast<void>(::CRYPTO_set_mem_functions(allocate, resize, release));
  return ::curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wiping_heap::release, wiping_heap::resize,
                                wiping_heap::duplicate, std::calloc) == CURLE_OK;
}

}  // namespace

CurlLibrary::CurlLibrary() noexcept : good_(start_curl()) {}

CurlLibrary::~CurlLibrary() {
  if (good_) ::curl_global_cleanup();
}

void append_header(HeaderList& list, std::string_view name, std::string_view value) {
  std::string line;
  line.reserve(name.size() + 2 + value.size());
  line.append(name).append(": ").append(value);
  curl_slist* longer = ::curl_slist_append(list.get(), line.c_str());
  base::wipe(line);
  if (longer == nullptr) return list.reset();
  static_cast<void>(list.release());
  list.reset(longer);
}

}  // namespace ozibus::api
