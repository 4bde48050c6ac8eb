// SPDX-License-Identifier: Apache-2.0
// HTTPS for one login: one connection that is kept from request to request, and its cookies. Refuses
// redirects, proxies from the environment, TLS below 1.2, certificates that can't be verified, and
// answers beyond 64 KiB. An order whose body may have been written is never written again.
#pragma once

#include <memory>

#include "helper/api/http_port.h"
#include "helper/api/settings.h"

namespace ozibus::api {

class HttpSession final : public HttpPort {
 public:
  static constexpr int kNoCancel = -1;

  // `settings` and `credentials` must outlive the session. When `cancel_fd` becomes readable or hangs
  // up, a request ends as Cancelled: whoever waits for it is gone, since nobody may speak there
  // meanwhile. The first session of a process must be made before it starts threads.
  HttpSession(const Settings& settings, const Credentials& credentials, int cancel_fd = kNoCancel);
  ~HttpSession() override;
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;

  HttpResult post(const HttpRequest& request) override;

 private:
  class Transfer;
  std::unique_ptr<Transfer> transfer_;
};

}  // namespace ozibus::api
