// SPDX-License-Identifier: Apache-2.0
// The port to HTTP: one POST at a time, with an answer or a reason why there is none.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "base/deadline.h"
#include "helper/secret.h"

namespace ozibus::api {

// Whether a body may be written once more after the kept connection died without an answer.
enum class Repeat { Never, Allowed };

struct HttpRequest {
  std::string url;
  const Secret& body;
  Repeat repeat;
  base::Deadline deadline;
};

struct HttpAnswer {
  int status = 0;
  std::string body;
  std::optional<std::chrono::seconds> retry_after;
  std::string date{};  // the header as it came, or its beginning; empty when there was none
};

enum class FailureKind { Tls, Timeout, Network, Cancelled };

struct HttpFailure {
  FailureKind kind;
  std::string text;  // for the log: without the URL, without secrets
  // Nobody was reached, or whoever was said nothing: not a byte in a TLS handshake that failed, no refusal of
  // a proxy, no status line. False whenever that is not certain, and when the fault is our own.
  bool nobody_answered = false;
  // A part of the request was handed to a connection that was ready for it (TLS and the proxy's tunnel up).
  bool may_have_arrived = true;
};

using HttpResult = tl::expected<HttpAnswer, HttpFailure>;

class HttpPort {
 public:
  virtual ~HttpPort() = default;
  virtual HttpResult post(const HttpRequest& request) = 0;
};

}  // namespace ozibus::api
