// SPDX-License-Identifier: Apache-2.0
#include "helper/login/phrases.h"

namespace ozibus::login::phrases {
namespace {

using contacts::Channel;
using contacts::Contact;

std::string by(Channel channel) {
  switch (channel) {
    case Channel::Sms:
      return "by SMS";
    case Channel::Mail:
      return "by e-mail";
  }
  return "";
}

std::string destination(const Contact& to, ShowContact show) {
  switch (show) {
    case ShowContact::Masked:
      return " to " + to.masked() + " " + by(to.channel()) + ".";
    case ShowContact::Hidden:
      return " " + by(to.channel()) + ".";
  }
  return "";
}

std::string count(long long number, const std::string& thing) {
  return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

// Rounded up: whoever waits so long is let try again.
std::string later(std::chrono::milliseconds wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
  if (seconds <= std::chrono::seconds(90)) return count(seconds.count(), "second");
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait);
  if (minutes <= std::chrono::minutes(90)) return count(minutes.count(), "minute");
  const auto hours = std::chrono::ceil<std::chrono::hours>(wait);
  if (hours <= std::chrono::hours(48)) return count(hours.count(), "hour");
  return count(std::chrono::ceil<std::chrono::days>(wait).count(), "day");
}

std::string try_again(std::chrono::milliseconds wait) {
  return " Try again in " + later(wait) + " or ask your administrator.";
}

std::string attempts(int left) {
  return count(left, "attempt") + " left.";
}

// " (r: send again, m: send by e-mail)", or nothing.
std::string listed(const Choices& choices, const std::string& verb) {
  std::string list;
  const auto add = [&list](const std::string& choice) { list += (list.empty() ? " (" : ", ") + choice; };
  if (choices.resend) add("r: " + verb + "again");
  if (choices.sms) add("s: " + verb + by(Channel::Sms));
  if (choices.mail) add("m: " + verb + by(Channel::Mail));
  return list.empty() ? list : list + ")";
}

}  // namespace

std::string sent(const Contact& to, ShowContact show) {
  return "A code was sent" + destination(to, show);
}

std::string sent_again(const Contact& to, ShowContact show) {
  return "The code was sent again" + destination(to, show);
}

std::string not_sent(const Contact& to, ShowContact show) {
  return "A code could not be sent" + destination(to, show);
}

std::string already_sent(const Contact& to, ShowContact show) {
  return "A moment ago a code was sent" + destination(to, show);
}

std::string code_question(const Choices& choices) {
  return "Code" + listed(choices, "send ") + ": ";
}

std::string first_question(Channel channel, const Choices& choices) {
  return "Press Enter for a code " + by(channel) + listed(choices, "") + ": ";
}

std::string recovery_question() {
  return "Recovery code: ";
}

std::string not_accepted(int attempts_left) {
  return "That code was not accepted. " + attempts(attempts_left);
}

std::string not_checked(int attempts_left) {
  return "The code could not be checked. " + attempts(attempts_left);
}

std::string not_like_a_code() {
  return "That does not look like a code.";
}

std::string nothing_typed() {
  return "Type the code that was sent, then press Enter.";
}

std::string no_code_sent_yet() {
  return "No code has been sent yet.";
}

std::string no_such_choice() {
  return "That is not possible now.";
}

std::string wait(std::chrono::seconds left) {
  return "Wait " + count(left.count(), "more second") + ".";
}

std::string slow_down(std::chrono::seconds wait) {
  if (wait.count() <= 0) return "Too many requests. Wait a moment before you try again.";
  return "Too many requests. Wait " + count(wait.count(), "second") + " before you try again.";
}

std::string not_a_recovery_code() {
  return "That does not look like a recovery code.";
}

std::string no_code_can_be_sent() {
  return "No code can be sent at the moment.";
}

std::string too_many_sent(std::chrono::milliseconds wait) {
  return "Too many codes were sent." + try_again(wait);
}

std::string too_many_from_address(std::chrono::milliseconds wait) {
  return "Too many codes were asked for from your network." + try_again(wait);
}

std::string locked(std::chrono::milliseconds wait) {
  return "Too many wrong codes." + try_again(wait);
}

std::string attempts_used_up() {
  return "Too many codes that were not accepted.";
}

std::string no_code_typed() {
  return "No code was typed. Log in again.";
}

std::string time_is_up() {
  return "Time is up. Log in again.";
}

std::string cannot_send() {
  return "A code could not be sent. Ask your administrator.";
}

std::string log_in_later(std::chrono::seconds wait) {
  if (wait.count() <= 0) return "Too many requests. Wait, then log in again.";
  return "Too many requests. Wait " + count(wait.count(), "second") + ", then log in again.";
}

}  // namespace ozibus::login::phrases
