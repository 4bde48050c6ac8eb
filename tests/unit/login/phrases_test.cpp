// SPDX-License-Identifier: Apache-2.0
#include "helper/login/phrases.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace ozibus::login::phrases {
namespace {

using contacts::Channel;
using contacts::Contact;
using std::chrono::seconds;

const Contact kPhone = *Contact::parse("+61400000001");
const Contact kMail = *Contact::parse("alice@example.com");

TEST(Phrases, name_the_masked_contact_or_only_the_channel) {
  EXPECT_EQ(sent(kPhone, ShowContact::Masked), "A code was sent to +61*****001 by SMS.");
  EXPECT_EQ(sent(kMail, ShowContact::Masked), "A code was sent to a*****@example.com by e-mail.");
  EXPECT_EQ(sent(kPhone, ShowContact::Hidden), "A code was sent by SMS.");
  EXPECT_EQ(sent_again(kPhone, ShowContact::Masked), "The code was sent again to +61*****001 by SMS.");
  EXPECT_EQ(not_sent(kMail, ShowContact::Hidden), "A code could not be sent by e-mail.");
}

TEST(Phrases, list_only_what_may_be_typed) {
  EXPECT_EQ(code_question({}), "Code: ");
  EXPECT_EQ(code_question({.resend = true}), "Code (r: send again): ");
  EXPECT_EQ(code_question({.resend = true, .mail = true}), "Code (r: send again, m: send by e-mail): ");
  EXPECT_EQ(code_question({.sms = true}), "Code (s: send by SMS): ");
  EXPECT_EQ(first_question(Channel::Sms, {}), "Press Enter for a code by SMS: ");
  EXPECT_EQ(first_question(Channel::Sms, {.mail = true}), "Press Enter for a code by SMS (m: by e-mail): ");
}

TEST(Phrases, count_in_proper_english) {
  EXPECT_EQ(not_accepted(2), "That code was not accepted. 2 attempts left.");
  EXPECT_EQ(not_accepted(1), "That code was not accepted. 1 attempt left.");
  EXPECT_EQ(wait(seconds(1)), "Wait 1 more second.");
  EXPECT_EQ(wait(seconds(17)), "Wait 17 more seconds.");
  EXPECT_EQ(slow_down(seconds(30)), "Too many requests. Wait 30 seconds before you try again.");
  EXPECT_EQ(slow_down(seconds(0)), "Too many requests. Wait a moment before you try again.");
}

TEST(Phrases, name_a_time_that_is_long_enough) {
  using std::chrono::hours;
  using std::chrono::milliseconds;
  using std::chrono::minutes;
  const std::string end = " or ask your administrator.";
  EXPECT_EQ(locked(minutes(34)), "Too many wrong codes. Try again in 34 minutes" + end);
  EXPECT_EQ(locked(minutes(33) + milliseconds(1)), "Too many wrong codes. Try again in 34 minutes" + end);
  EXPECT_EQ(locked(milliseconds(1)), "Too many wrong codes. Try again in 1 second" + end);
  EXPECT_EQ(locked(seconds(90)), "Too many wrong codes. Try again in 90 seconds" + end);
  EXPECT_EQ(locked(seconds(91)), "Too many wrong codes. Try again in 2 minutes" + end);
  EXPECT_EQ(too_many_sent(minutes(91)), "Too many codes were sent. Try again in 2 hours" + end);
  EXPECT_EQ(too_many_from_address(hours(49)),
            "Too many codes were asked for from your network. Try again in 3 days" + end);
}

TEST(Phrases, are_plain_ascii_of_bounded_length_that_never_names_the_first_factor) {
  const Contact longest = *Contact::parse("a@" + std::string(60, 'b') + "." + std::string(60, 'c') + "." +
                                          std::string(60, 'd') + "." + std::string(60, 'e') + ".example");
  const Choices all{.resend = true, .sms = true, .mail = true};
  const std::vector<std::string> sentences = {
      sent(longest, ShowContact::Masked) + "\n" + code_question(all),
      sent_again(longest, ShowContact::Masked) + "\n" + code_question(all),
      not_sent(longest, ShowContact::Masked) + "\n" + code_question(all),
      first_question(Channel::Mail, all),
      not_accepted(2),
      not_checked(2),
      not_like_a_code(),
      nothing_typed(),
      no_code_sent_yet(),
      no_such_choice(),
      wait(seconds(86400)),
      already_sent(longest, ShowContact::Masked) + "\n" + code_question(all),
      no_code_can_be_sent() + "\n" + recovery_question(),
      not_a_recovery_code() + "\n" + recovery_question(),
      too_many_sent(std::chrono::days(7)) + "\n" + recovery_question(),
      too_many_from_address(std::chrono::days(7)) + "\n" + recovery_question(),
      locked(std::chrono::days(7)),
      slow_down(seconds(86400)),
      attempts_used_up(),
      no_code_typed(),
      time_is_up(),
      cannot_send(),
      log_in_later(seconds(0)),
      log_in_later(seconds(60)),
  };
  for (const std::string& sentence : sentences) {
    EXPECT_LE(sentence.size(), 511U) << sentence;
    EXPECT_TRUE(std::all_of(sentence.begin(), sentence.end(), [](char c) {
      return c == '\n' || (c >= ' ' && c <= '~');
    })) << sentence;
    std::string lower(sentence);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    EXPECT_EQ(lower.find("password"), std::string::npos) << sentence;
  }
}

}  // namespace
}  // namespace ozibus::login::phrases
