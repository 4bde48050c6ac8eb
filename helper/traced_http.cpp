// SPDX-License-Identifier: Apache-2.0
#include "helper/traced_http.h"

#include <chrono>

#include "base/log_line.h"
#include "helper/process/journal.h"

namespace ozibus {

api::HttpResult TracedHttp::post(const api::HttpRequest& request) {
  const base::Instant before = base::MonotonicClock::now();
  api::HttpResult result = http_.post(request);
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(base::MonotonicClock::now() - before);

  base::LogLine line;
  line.add("debug", "request").add("url", request.url);
  if (result) {
    line.add("status", result->status);
  } else {
    line.add("failure", result.error().text);
  }
  line.add("ms", static_cast<long long>(took.count()));
  process::write_line(process::Severity::Debug, line.view());
  return result;
}

}  // namespace ozibus
