// SPDX-License-Identifier: Apache-2.0
#include "helper/api/curl_handles.h"

#include <cstdlib>
#include <string>

#include "base/wipe.h"
#include "helper/wiping_heap.h"

namespace ozibus::api {
namespace {

bool start_curl() noexcept {
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
