// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 around the service: accepts connections, reads requests, writes answers. Keeps a
// connection open between the requests of one login, each connection on a thread of its own.
//
// cpp-httplib reads and writes the HTTP; accepting and the bytes are ours. Its own server (0.11.4, tried
// out) bounds neither the head of a request (300 MB of headers are 300 MB of memory) nor the time of a
// whole one (a byte a second holds a thread for ever), can't turn a client away, and stops only when
// idle connections run out.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "server/access_log.h"
#include "server/listener.h"
#include "server/service.h"
#include "server/tls.h"

namespace ozibus::server {

struct FrontSettings {
  std::chrono::milliseconds keep_alive = std::chrono::seconds(60);  // for merchants
  int connections = 128;                                            // one more: see Guests
  // Until a request begins, for who is no merchant yet; and until one is read and answered.
  std::chrono::milliseconds request_time = std::chrono::seconds(10);
};

class HttpFront {
 public:
  // Plain HTTP without `tls`.
  HttpFront(FrontSettings settings, std::optional<TlsContext> tls, Service& service, AccessLog& access_log);
  ~HttpFront();

  // Serves until `stop_fd` is readable; returns when the requests then running have been answered.
  void run(const Listener& listener, int stop_fd);

 private:
  class Http;
  std::unique_ptr<Http> http_;
};

}  // namespace ozibus::server
