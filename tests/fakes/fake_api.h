// SPDX-License-Identifier: Apache-2.0
// A service that answers what the test says, and remembers what it was asked.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "helper/api/otp_api.h"

namespace ozibus::fakes {

class FakeApi final : public api::OtpApi {
 public:
  // Answers are given in turn; without any left, everything succeeds.
  void will_answer(api::Outcome outcome) { answers_.push_back(std::move(outcome)); }
  void will_answer(api::Meaning meaning) {
    will_answer(api::Outcome{.meaning = meaning, .retry_after = {}, .reason = "because"});
  }

  // An order has one base URL.
  api::Outcome send(const contacts::Contact& to, api::Purse& purse, base::Deadline) override {
    return order("send " + to.address(), purse);
  }
  api::Outcome resend(const contacts::Contact& to, api::Purse& purse, base::Deadline) override {
    return order("resend " + to.address(), purse);
  }
  api::Outcome verify(const contacts::Contact& to, const Secret& code, base::Deadline) override {
    return answer("verify " + to.address() + " " + std::string(code.reveal()));
  }

  void take_up(std::size_t base_url) override { taken_up.push_back(base_url); }

  std::vector<std::string> asked;
  std::vector<std::size_t> taken_up;
  std::function<void()> while_asked = [] {};

 private:
  api::Outcome order(std::string question, api::Purse& purse) {
    if (!purse.spend(0)) return {.meaning = api::Meaning::Withheld, .retry_after = {}, .reason = {}};
    api::Outcome outcome = answer(std::move(question));
    if (outcome.meaning == api::Meaning::Outage && !outcome.may_have_arrived) purse.give_back();
    return outcome;
  }
  api::Outcome answer(std::string question) {
    asked.push_back(std::move(question));
    while_asked();
    if (answers_.empty()) return {.meaning = api::Meaning::Success, .retry_after = {}, .reason = {}};
    api::Outcome next = std::move(answers_.front());
    answers_.pop_front();
    return next;
  }

  std::deque<api::Outcome> answers_;
};

}  // namespace ozibus::fakes
