// SPDX-License-Identifier: Apache-2.0
// For the module's "debug" argument and level = "debug": writes a line to the log for each request, with its
// URL, what came of it and how long that took. Bodies and headers hold secrets and are not shown.
#pragma once

#include "helper/api/http_port.h"

namespace ozibus {

class TracedHttp final : public api::HttpPort {
 public:
  // The real one is borrowed.
  explicit TracedHttp(api::HttpPort& http) : http_(http) {}

  api::HttpResult post(const api::HttpRequest& request) override;

 private:
  api::HttpPort& http_;
};

}  // namespace ozibus
