// SPDX-License-Identifier: Apache-2.0
// The person at this terminal, as a PAM application asks them (pam_conv(3)). Answers come from standard
// input; hidden ones are not shown.
#pragma once

#include <string>

#include <security/pam_appl.h>

#include "helper/error.h"

namespace ozibus::ctl::trial {

// Shows a text and its line ends as they are.
using Show = Result<void> (*)(std::string text);

class Typist {
 public:
  explicit Typist(Show show) : show_(show) {}

  // Borrows the typist. Takes one message at a time: all that our module sends.
  [[nodiscard]] pam_conv conversation() noexcept { return {converse, this}; }

  // Whether the last answer was a code, a recovery code among them.
  [[nodiscard]] bool typed_code() const noexcept { return typed_code_; }

 private:
  static int converse(int count, const pam_message** messages, pam_response** responses,
                      void* typist) noexcept;
  [[nodiscard]] int answer(const pam_message& message, pam_response& response);

  Show show_;
  bool typed_code_ = false;
};

}  // namespace ozibus::ctl::trial
