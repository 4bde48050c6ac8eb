// SPDX-License-Identifier: Apache-2.0
// What libcurl hands out, each with an owner. Only this file, http_session.cpp and http_failure.cpp know
// libcurl.
#pragma once

#include <memory>
#include <string_view>

#include <curl/curl.h>

namespace ozibus::api {

// libcurl's process-wide part, which counts its users itself, on a heap that is wiped.
class CurlLibrary {
 public:
  CurlLibrary() noexcept;
  CurlLibrary(const CurlLibrary&) = delete;
  CurlLibrary& operator=(const CurlLibrary&) = delete;
  ~CurlLibrary();
  [[nodiscard]] bool good() const noexcept { return good_; }

 private:
  bool good_;
};

struct FreeEasy {
  void operator()(CURL* easy) const noexcept { ::curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const noexcept { ::curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;
using Multi = std::unique_ptr<CURLM, FreeMulti>;

struct FreeList {
  void operator()(curl_slist* list) const noexcept { ::curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// Adds "NAME: VALUE". The list is empty afterwards if that failed.
void append_header(HeaderList& list, std::string_view name, std::string_view value);

}  // namespace ozibus::api
