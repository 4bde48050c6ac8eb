// SPDX-License-Identifier: Apache-2.0
// A PAM application that plays a script: it answers each question as the test says, and remembers
// every message with its style.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <security/pam_appl.h>

namespace ozibus::module_tests {

struct Message {
  int style;  // PAM_PROMPT_ECHO_ON, ...
  std::string text;
  friend bool operator==(const Message&, const Message&) = default;
};
std::ostream& operator<<(std::ostream& out, const Message& message);

[[nodiscard]] inline Message asked(std::string text) {
  return {PAM_PROMPT_ECHO_ON, std::move(text)};
}
[[nodiscard]] inline Message asked_hidden(std::string text) {
  return {PAM_PROMPT_ECHO_OFF, std::move(text)};
}
[[nodiscard]] inline Message warned(std::string text) {
  return {PAM_ERROR_MSG, std::move(text)};
}

class PamClient {
 public:
  // What one question gets. Nothing: the conversation fails.
  using Reply = std::function<std::optional<std::string>()>;

  void will_type(std::string line) {
    replies_.emplace_back([line = std::move(line)] { return line; });
  }
  // `before` happens while the person is typing.
  void will_do(std::function<void()> before, std::string line) {
    replies_.emplace_back([before = std::move(before), line = std::move(line)] {
      before();
      return line;
    });
  }
  void will_fail() {
    replies_.emplace_back([] { return std::nullopt; });
  }
  void will_reply(Reply reply) { replies_.push_back(std::move(reply)); }
  // Questions beyond the script, and this one, are answered by PAM_SUCCESS and a null pointer (Ctrl-D).
  void will_give_nothing() { replies_.emplace_back(); }

  // pam_start, pam_authenticate, pam_setcred and pam_end with the service files of `directory`.
  int authenticate(const std::string& directory, const std::string& user);

  bool has_conversation = true;
  int flags = 0;
  int failure = PAM_CONV_ERR;  // what a conversation returns that fails
  std::string rhost = "192.0.2.7";
  // What begins after pam_start, when all modules are loaded, and ends before pam_end.
  std::function<std::shared_ptr<void>()> meanwhile = [] { return nullptr; };
  std::vector<Message> messages;
  int credentials = -1;  // what pam_setcred came to

 private:
  static int converse(int count, const pam_message** messages, pam_response** responses, void* client);
  int answer(const pam_message& message, pam_response& response);

  std::vector<Reply> replies_;
  std::size_t next_ = 0;
};

}  // namespace ozibus::module_tests
