// SPDX-License-Identifier: Apache-2.0
// A client with three base URLs, over an HTTP that answers what the test says.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "helper/api/client.h"
#include "tests/fakes/fake_purse.h"

namespace ozibus::api {

inline const std::string kA = "https://a.test/v1", kB = "https://b.test/v1", kC = "https://c.test/v1";

inline HttpResult code(int value, std::string message = "words") {
  return HttpAnswer{
      200, R"({"response_code":)" + std::to_string(value) + R"(,"response_message":")" + message + "\"}",
      std::nullopt};
}
inline HttpResult status(int value) {
  return HttpAnswer{value, "<html></html>", std::nullopt};
}
inline HttpResult failed(FailureKind kind, std::string text = "it broke") {
  return tl::unexpected(HttpFailure{kind, std::move(text)});
}
inline HttpResult unreachable() {
  return tl::unexpected(HttpFailure{FailureKind::Network, "nobody there", true, false});
}
inline HttpResult unanswered() {
  return tl::unexpected(HttpFailure{FailureKind::Network, "no answer", true, true});
}

// Gives prepared results in order, and notes what it was asked.
class FakeHttp final : public HttpPort {
 public:
  HttpResult post(const HttpRequest& request) override {
    urls.push_back(request.url);
    bodies.emplace_back(request.body.reveal());
    repeats.push_back(request.repeat);
    while_asked();
    if (results.empty()) return failed(FailureKind::Network, "nothing was prepared");
    HttpResult result = std::move(results.front());
    results.pop_front();
    return result;
  }

  std::deque<HttpResult> results;
  std::vector<std::string> urls, bodies;
  std::vector<Repeat> repeats;
  std::function<void()> while_asked = [] {};
};

class ClientTest : public testing::Test {
 protected:
  ClientTest() { settings_.base_urls = {kA, kB, kC}; }

  Client& client() {
    if (!client_) {
      client_ = std::make_unique<Client>(settings_, credentials_, http_,
                                         [this](const std::string& line) { warnings_.push_back(line); });
    }
    return *client_;
  }
  void prepare(std::deque<HttpResult> results) { http_.results = std::move(results); }
  Outcome send() { return client().send(to_, purse_, deadline_); }
  Outcome resend() { return client().resend(to_, purse_, deadline_); }
  Outcome verify() { return client().verify(to_, code_, deadline_); }

  Settings settings_;
  Credentials credentials_{"MCH-1", Secret("sk_secret_key"), Secret("secret-bearer")};
  FakeHttp http_;
  fakes::FakePurse purse_;
  std::vector<std::string> warnings_;
  contacts::Contact to_ = contacts::Contact::parse("+61400000001").value();
  Secret code_{"123456"};
  base::Deadline deadline_ = base::Deadline::after(std::chrono::minutes(5));
  std::unique_ptr<Client> client_;
};

}  // namespace ozibus::api
