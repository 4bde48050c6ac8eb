// SPDX-License-Identifier: Apache-2.0
// A session with settings that a test may change before its first request.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "helper/api/http_session.h"
#include "tests/fakes/scripted_server.h"

namespace ozibus::api {

inline const std::string kSuccess = R"({"response_code":0,"response_message":"done"})";

inline Credentials test_credentials() {
  return {"MCH-1", Secret("sk_secret_key"), Secret("secret-bearer")};
}

// Long enough that no test that expects an answer runs into it.
inline base::Deadline far_deadline() {
  return base::Deadline::after(std::chrono::minutes(5));
}

class HttpBench {
 public:
  HttpBench() { settings.connect_timeout = settings.request_timeout = std::chrono::minutes(2); }

  HttpResult post(const std::string& url, Repeat repeat = Repeat::Never,
                  base::Deadline deadline = far_deadline()) {
    if (!session_) session_.emplace(settings, credentials, cancel_fd);
    return session_->post({url, body, repeat, deadline});
  }

  Settings settings;
  Credentials credentials = test_credentials();
  Secret body = Secret(R"({"to":"+61400000001","channel":"sms"})");
  int cancel_fd = HttpSession::kNoCancel;

 private:
  std::optional<HttpSession> session_;
};

}  // namespace ozibus::api
