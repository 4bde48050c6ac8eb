// SPDX-License-Identifier: Apache-2.0
// The Host behind a libpam handle.
#pragma once

#include <security/pam_modules.h>

#include "pam_ozibus/host.h"

namespace ozibus::pam_ozibus {

class PamHost final : public Host {
 public:
  // The handle is borrowed.
  explicit PamHost(pam_handle_t* handle) noexcept : handle_(handle) {}

  // libpam's answer to "who is it?"; anything but PAM_SUCCESS means that there is no name.
  [[nodiscard]] int find_user() noexcept;

  [[nodiscard]] protocol::Start who() noexcept override;
  void show_error(std::string_view text) noexcept override;
  [[nodiscard]] tl::expected<std::string_view, protocol::RefusalReason> ask(
      std::string_view text, protocol::Echo echo, AnswerBuffer& into) noexcept override;
  void log(int priority, const base::LogLine& line) noexcept override;

 private:
  [[nodiscard]] const char* item(int type) const noexcept;
  // Asked for anew each time: an application may replace it. Null when there is none.
  [[nodiscard]] const pam_conv* conversation() const noexcept;
  // The conversation's return value; `response` is set only with PAM_SUCCESS.
  static int converse(const pam_conv& application, int style, std::string_view text,
                      pam_response** response) noexcept;
  [[nodiscard]] bool is_password(std::string_view answer) const noexcept;

  pam_handle_t* handle_;
};

}  // namespace ozibus::pam_ozibus
