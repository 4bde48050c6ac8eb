// SPDX-License-Identifier: Apache-2.0
// The OTP service over HTTP: which base URL is asked what, and how often.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "helper/api/http_port.h"
#include "helper/api/otp_api.h"
#include "helper/api/settings.h"

namespace ozibus::api {

class Client final : public OtpApi {
 public:
  // Takes a line for the log that is not the reason of any Outcome: a base URL that was down while
  // another served, a bearer that has expired. It may hold server text, so it is to be escaped.
  using Warn = std::function<void(const std::string&)>;

  // All four must outlive the client, and base_urls must not be empty.
  Client(const Settings& settings, const Credentials& credentials, HttpPort& http, Warn warn);

  Outcome send(const contacts::Contact& to, Purse& purse, base::Deadline deadline) override;
  Outcome resend(const contacts::Contact& to, Purse& purse, base::Deadline deadline) override;
  Outcome verify(const contacts::Contact& to, const Secret& code, base::Deadline deadline) override;
  void take_up(std::size_t base_url) override;

 private:
  struct Question {
    const contacts::Contact& to;
    const Secret& code;  // empty in an order
    Secret body;
    base::Deadline deadline;
  };
  struct Attempt {
    Outcome outcome;
    bool timed_out = false;
  };

  Outcome order(Call at_home, const contacts::Contact& to, Purse& purse, base::Deadline deadline);
  Attempt ask(Call call, std::size_t base_url, const Question& question);
  [[nodiscard]] std::vector<std::size_t> home_first() const;
  [[nodiscard]] std::string endpoint(Call call, std::size_t base_url) const;

  const Settings& settings_;
  const Credentials& credentials_;
  HttpPort& http_;
  Warn warn_;
  std::size_t home_ = 0;  // the base URL that took the last order: it holds the code
};

}  // namespace ozibus::api
