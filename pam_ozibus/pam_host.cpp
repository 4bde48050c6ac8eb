// SPDX-License-Identifier: Apache-2.0
#include "pam_ozibus/pam_host.h"

#include <algorithm>

#include <security/pam_ext.h>
#include <stdlib.h>
#include <string.h>

namespace ozibus::pam_ozibus {
namespace {

using protocol::RefusalReason;

// Names longer than the protocol carries belong to no login, host or terminal of this system; cut,
// they still tell the administrator what came in. A cut login can't become another one's: it keeps
// a length that no account has.
std::string_view field(const char* text) noexcept {
  return {text, ::strnlen(text, protocol::kMaxField)};
}

// Takes as long for the first differing byte as for the last.
bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  const auto byte = [](char c) { return static_cast<unsigned>(static_cast<unsigned char>(c)); };
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |= byte(a.data()[i]) ^ byte(b.data()[i]);
  return difference == 0;
}

// NOLINTBEGIN(cppcoreguidelines-owning-memory): libpam's contract is malloc there, free here.
void discard(pam_response* response) noexcept {
  if (response == nullptr) return;
  if (response->resp != nullptr) {
    ::explicit_bzero(response->resp, ::strlen(response->resp));
    ::free(response->resp);
  }
  ::free(response);
}
// NOLINTEND(cppcoreguidelines-owning-memory)

}  // namespace

int PamHost::find_user() noexcept {
  const char* user = nullptr;
  const int result = ::pam_get_user(handle_, &user, nullptr);
  if (result != PAM_SUCCESS) return result;
  if (user == nullptr || *user == '\0') return PAM_USER_UNKNOWN;
  return PAM_SUCCESS;
}

protocol::Start PamHost::who() noexcept {
  return {.user = field(item(PAM_USER)),
          .service = field(item(PAM_SERVICE)),
          .rhost = field(item(PAM_RHOST)),
          .tty = field(item(PAM_TTY)),
          .ruser = field(item(PAM_RUSER)),
          .has_conversation = conversation() != nullptr,
          .has_password = *item(PAM_AUTHTOK) != '\0'};
}

// Also under PAM_SILENT, which sudo always sets: why a login failed is no chatter, and without it the person
// hears only that the password was wrong.
void PamHost::show_error(std::string_view text) noexcept {
  const pam_conv* application = conversation();
  if (application == nullptr) return;
  pam_response* response = nullptr;
  if (converse(*application, PAM_ERROR_MSG, text, &response) == PAM_SUCCESS) discard(response);
}

tl::expected<std::string_view, RefusalReason> PamHost::ask(std::string_view text, protocol::Echo echo,
                                                           AnswerBuffer& into) noexcept {
  const pam_conv* application = conversation();
  if (application == nullptr) return tl::unexpected(RefusalReason::Failed);
  pam_response* response = nullptr;
  const int style = echo == protocol::Echo::On ? PAM_PROMPT_ECHO_ON : PAM_PROMPT_ECHO_OFF;
  if (converse(*application, style, text, &response) != PAM_SUCCESS)
    return tl::unexpected(RefusalReason::Failed);
  if (response == nullptr || response->resp == nullptr) {
    discard(response);
    return tl::unexpected(RefusalReason::NoAnswer);
  }
  const bool password = is_password(response->resp);
  const std::size_t length = ::strnlen(response->resp, protocol::kMaxText);
  ::memcpy(into.data(), response->resp, length);
  discard(response);
  if (password) return tl::unexpected(RefusalReason::PasswordGiven);
  return std::string_view(into.data(), length);
}

void PamHost::log(int priority, const base::LogLine& line) noexcept {
  ::pam_syslog(handle_, priority, "%s", line.c_str());
}

const char* PamHost::item(int type) const noexcept {
  const void* value = nullptr;
  if (::pam_get_item(handle_, type, &value) != PAM_SUCCESS || value == nullptr) return "";
  return static_cast<const char*>(value);
}

const pam_conv* PamHost::conversation() const noexcept {
  const void* value = nullptr;
  if (::pam_get_item(handle_, PAM_CONV, &value) != PAM_SUCCESS || value == nullptr) return nullptr;
  const auto* found = static_cast<const pam_conv*>(value);
  return found->conv != nullptr ? found : nullptr;
}

int PamHost::converse(const pam_conv& application, int style, std::string_view text,
                      pam_response** response) noexcept {
  char copy[protocol::kMaxText + 1];
  const std::size_t length = std::min(text.size(), protocol::kMaxText);
  ::memcpy(copy, text.data(), length);
  copy[length] = '\0';
  const pam_message message{style, copy};
  const pam_message* messages[] = {&message};
  // After a failure the response is not ours to touch: some applications leave a freed one behind.
  return application.conv(1, messages, response, application.appdata_ptr);
}

// sshd's PasswordAuthentication answers every hidden question with the password that it was given
// for the first factor. It must not travel any further.
bool PamHost::is_password(std::string_view answer) const noexcept {
  return !answer.empty() && equal_in_constant_time(answer, item(PAM_AUTHTOK));
}

}  // namespace ozibus::pam_ozibus
