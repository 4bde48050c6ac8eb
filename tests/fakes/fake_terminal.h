// SPDX-License-Identifier: Apache-2.0
// A person who types what the test says, and remembers what was shown.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "helper/login/terminal.h"

namespace ozibus::fakes {

class FakeTerminal final : public login::Terminal {
 public:
  struct Question {
    std::string text;
    login::Echo echo;
  };

  // Lines are typed in turn. Whoever is asked for more has gone (Ctrl-D).
  void will_type(std::string line) {
    replies_.emplace_back([line = std::move(line)] { return login::Reply(Secret(line)); });
  }
  void will_hang_up(login::HangUp why) {
    replies_.emplace_back([why] { return login::Reply(why); });
  }
  // `before` happens while the person is typing.
  void will_type_after(std::function<void()> before, std::string line) {
    replies_.emplace_back([before = std::move(before), line = std::move(line)] {
      before();
      return login::Reply(Secret(line));
    });
  }

  login::Reply ask(const std::string& text, login::Echo echo, base::Deadline) override {
    questions.push_back({text, echo});
    if (next_ == replies_.size()) return login::HangUp::NoAnswer;
    return replies_[next_++]();
  }

  std::vector<Question> questions;

 private:
  std::vector<std::function<login::Reply()>> replies_;
  std::size_t next_ = 0;
};

}  // namespace ozibus::fakes
