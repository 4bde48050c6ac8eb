// SPDX-License-Identifier: Apache-2.0
// The port to the person who logs in.
#pragma once

#include <string>
#include <variant>

#include "base/deadline.h"
#include "helper/secret.h"
#include "protocol/messages.h"

namespace ozibus::login {

using protocol::Echo;

// Why nobody answers any more.
enum class HangUp {
  Failed,         // the application's conversation returned an error
  NoAnswer,       // it returned no answer (Ctrl-D)
  PasswordGiven,  // it answered with the first factor's password
  NotPermitted,   // sshd replaced the answer: it has decided against this user already
  HostGone,       // the application ended, or broke the protocol
  TimedOut,       // nothing came before the deadline
};

using Reply = std::variant<Secret, HangUp>;

class Terminal {
 public:
  virtual ~Terminal() = default;

  // One question with all that the person must know to answer it: text messages of their own are held
  // back by some applications until the next question. Plain ASCII of at most 511 bytes.
  virtual Reply ask(const std::string& text, Echo echo, base::Deadline deadline) = 0;
};

}  // namespace ozibus::login
