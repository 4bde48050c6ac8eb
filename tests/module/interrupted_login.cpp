// SPDX-License-Identifier: Apache-2.0
#include "tests/module/interrupted_login.h"

#include <signal.h>

#include <gtest/gtest.h>

namespace ozibus::module_tests {
namespace {

constexpr const char* kCode = "123456";

}  // namespace

std::string name_of(Moment moment) {
  switch (moment) {
    case Moment::FirstQuestion:
      return "at the first question";
    case Moment::Order:
      return "while a code is ordered";
    case Moment::CodeQuestion:
      return "at the question for the code";
    case Moment::Check:
      return "while the code is checked";
  }
  return "";
}

InterruptedLogin::InterruptedLogin(Moment moment, const std::string& login_timeout)
    : server_({script_until(moment)}), site_(server_.url()) {
  // The request outlasts the login, so that none of these ends by its own time limit.
  site_.configure("request_timeout = \"60s\"",
                  "ask_first = true\nlogin_timeout = \"" + login_timeout + "\"\n");
  host_ = std::make_unique<HostProcess>(site_, Habits{.always = [] { ::signal(SIGPIPE, SIG_DFL); }});
  go_to(moment);
}

fakes::Script InterruptedLogin::script_until(Moment moment) {
  using namespace fakes;
  switch (moment) {
    case Moment::FirstQuestion:
    case Moment::CodeQuestion:
      return answering({kDone, kDone});
    case Moment::Order:
      return {Receive{}, Silence{}};
    case Moment::Check:
      break;
  }
  return {Receive{}, Send{kDone}, Receive{}, Silence{}};
}

void InterruptedLogin::go_to(Moment moment) {
  is_asked_ = host_->question().has_value();
  ASSERT_TRUE(is_asked_);
  if (moment == Moment::FirstQuestion) return;
  host_->answer("");
  is_asked_ = false;
  if (moment == Moment::Order) return server_.wait_for_steps(0, 1);
  is_asked_ = host_->question().has_value();
  ASSERT_TRUE(is_asked_);
  if (moment == Moment::CodeQuestion) return;
  host_->answer(kCode);
  is_asked_ = false;
  server_.wait_for_steps(0, 3);
}

void InterruptedLogin::go_on() {
  if (is_asked_) host_->answer(kCode);
  while (host_->question())
    host_->answer(kCode);
}

}  // namespace ozibus::module_tests
