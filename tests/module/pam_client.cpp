// SPDX-License-Identifier: Apache-2.0
#include "tests/module/pam_client.h"

#include <stdlib.h>
#include <string.h>

#include <gtest/gtest.h>

namespace ozibus::module_tests {

std::ostream& operator<<(std::ostream& out, const Message& message) {
  switch (message.style) {
    case PAM_PROMPT_ECHO_ON:
      out << "asked";
      break;
    case PAM_PROMPT_ECHO_OFF:
      out << "asked_hidden";
      break;
    case PAM_ERROR_MSG:
      out << "warned";
      break;
    case PAM_TEXT_INFO:
      out << "informed";
      break;
    default:
      out << "style " << message.style;
  }
  return out << "(" << ::testing::PrintToString(message.text) << ")";
}

namespace {

// Modules for passwords want a refusal to take two seconds.
void do_not_wait(int, unsigned, void*) {}

}  // namespace

int PamClient::authenticate(const std::string& directory, const std::string& user) {
  const pam_conv conversation{has_conversation ? converse : nullptr, this};
  pam_handle_t* handle = nullptr;
  EXPECT_EQ(::pam_start_confdir("login", user.c_str(), &conversation, directory.c_str(), &handle),
            PAM_SUCCESS);
  EXPECT_EQ(::pam_set_item(handle, PAM_RHOST, rhost.c_str()), PAM_SUCCESS);
  EXPECT_EQ(::pam_set_item(handle, PAM_TTY, "ssh"), PAM_SUCCESS);
  EXPECT_EQ(::pam_set_item(handle, PAM_FAIL_DELAY, reinterpret_cast<const void*>(do_not_wait)), PAM_SUCCESS);
  auto surroundings = meanwhile();
  const int result = ::pam_authenticate(handle, flags);
  surroundings.reset();
  credentials = ::pam_setcred(handle, PAM_ESTABLISH_CRED);
  if (result == PAM_SUCCESS) {
    EXPECT_EQ(credentials, PAM_SUCCESS);
  }
  ::pam_end(handle, result);
  return result;
}

int PamClient::converse(int count, const pam_message** messages, pam_response** responses, void* client) {
  EXPECT_EQ(count, 1) << "one question at a time is all that every application understands";
  auto* response = static_cast<pam_response*>(::calloc(1, sizeof(pam_response)));
  const int result = static_cast<PamClient*>(client)->answer(*messages[0], *response);
  if (result == PAM_SUCCESS) {
    *responses = response;
  } else {
    ::free(response);
  }
  return result;
}

int PamClient::answer(const pam_message& message, pam_response& response) {
  messages.push_back({message.msg_style, message.msg});
  if (message.msg_style != PAM_PROMPT_ECHO_ON && message.msg_style != PAM_PROMPT_ECHO_OFF) return PAM_SUCCESS;
  if (next_ == replies_.size() || !replies_[next_]) {
    if (next_ < replies_.size()) ++next_;
    return PAM_SUCCESS;
  }
  const auto line = replies_[next_++]();
  if (!line) return failure;
  response.resp = ::strdup(line->c_str());
  return PAM_SUCCESS;
}

}  // namespace ozibus::module_tests
