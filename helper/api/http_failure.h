// SPDX-License-Identifier: Apache-2.0
// What a transfer that libcurl gave up means, and what the log is told of it.
#pragma once

#include <chrono>
#include <string>

#include <curl/curl.h>

#include "helper/api/http_port.h"
#include "helper/api/settings.h"
#include "helper/api/silence.h"

namespace ozibus::api {

// What libcurl knows of it.
struct FailedTransfer {
  CURLcode code;
  int os_error;      // an errno, or 0
  long tls_verdict;  // OpenSSL's, of the certificate
  bool connected;
  bool stood_still;  // this process, for longer than waiting takes
  std::string text;  // libcurl's own; may be empty
  std::chrono::milliseconds connect_limit;
  std::chrono::milliseconds total_limit;
};

[[nodiscard]] HttpFailure explain(const FailedTransfer& failed, const Settings& settings);

[[nodiscard]] Ending ending_of(CURLcode code) noexcept;

// What this process could not do, or had no time for, says nothing of the other side: whoever starts us may
// have left us without descriptors, threads or time.
[[nodiscard]] bool is_doubtful(const FailedTransfer& failed, const Settings& settings);

}  // namespace ozibus::api
