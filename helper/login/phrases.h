// SPDX-License-Identifier: Apache-2.0
// Every sentence that a person at the prompt can read, but for protocol::kNotAvailable, which the module
// says too. Plain ASCII; a question ends in ": "; the word
// that belongs to the first factor never occurs, because clients and people act on it.
#pragma once

#include <chrono>
#include <string>

#include "helper/contacts/contact.h"
#include "helper/login/settings.h"

namespace ozibus::login::phrases {

// What may be typed besides a code.
struct Choices {
  bool resend = false;
  bool sms = false;
  bool mail = false;
};

// "A code was sent to +61*****001 by SMS."
[[nodiscard]] std::string sent(const contacts::Contact& to, ShowContact show);
[[nodiscard]] std::string sent_again(const contacts::Contact& to, ShowContact show);
[[nodiscard]] std::string not_sent(const contacts::Contact& to, ShowContact show);

// Another login has ordered it, a moment ago.
[[nodiscard]] std::string already_sent(const contacts::Contact& to, ShowContact show);

// "Code (r: send again, m: send by e-mail): "
[[nodiscard]] std::string code_question(const Choices& choices);
// "Press Enter for a code by SMS (m: by e-mail): "
[[nodiscard]] std::string first_question(contacts::Channel channel, const Choices& choices);
// "Recovery code: ", where no other code can come.
[[nodiscard]] std::string recovery_question();

// "That code was not accepted. 2 attempts left."
[[nodiscard]] std::string not_accepted(int attempts_left);
[[nodiscard]] std::string not_checked(int attempts_left);
[[nodiscard]] std::string not_like_a_code();
[[nodiscard]] std::string nothing_typed();
[[nodiscard]] std::string no_code_sent_yet();
[[nodiscard]] std::string no_such_choice();
// "Wait 17 more seconds."
[[nodiscard]] std::string wait(std::chrono::seconds left);
// The service wants fewer requests; zero when it named no time.
[[nodiscard]] std::string slow_down(std::chrono::seconds wait);
[[nodiscard]] std::string not_a_recovery_code();
[[nodiscard]] std::string no_code_can_be_sent();
// "Too many codes were sent. Try again in 12 minutes or ask your administrator."
[[nodiscard]] std::string too_many_sent(std::chrono::milliseconds wait);
// The same for the budget of the client's address, which others may have spent.
[[nodiscard]] std::string too_many_from_address(std::chrono::milliseconds wait);

// Last words.
// "Too many wrong codes. Try again in 34 minutes or ask your administrator."
[[nodiscard]] std::string locked(std::chrono::milliseconds wait);
[[nodiscard]] std::string attempts_used_up();
[[nodiscard]] std::string no_code_typed();
[[nodiscard]] std::string time_is_up();
[[nodiscard]] std::string cannot_send();
[[nodiscard]] std::string log_in_later(std::chrono::seconds wait);

}  // namespace ozibus::login::phrases
