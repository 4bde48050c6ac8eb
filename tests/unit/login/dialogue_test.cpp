// SPDX-License-Identifier: Apache-2.0
#include "helper/login/dialogue.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/login/dialogue_bench.h"

namespace ozibus::login {
namespace {

using api::Meaning;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(DialogueTest, accepts_the_code_that_the_service_accepts) {
  terminal.will_type("123456");
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Accepted);
  EXPECT_THAT(api.asked, ElementsAre("send +61400000001", "verify +61400000001 123456"));
  EXPECT_THAT(questions(), ElementsAre("A code was sent to +61*****001 by SMS.\nCode (r: send again): "));
  EXPECT_EQ(report.farewell, "");
  EXPECT_EQ(report.sends, 1);
  EXPECT_EQ(report.attempts, 1);
  EXPECT_EQ(report.contact->address(), kPhone);
}

TEST_F(DialogueTest, shows_or_hides_what_is_typed_as_configured) {
  terminal.will_type("123456");
  run();
  EXPECT_EQ(terminal.questions.front().echo, Echo::On);
  settings.echo = false;
  run();
  EXPECT_EQ(terminal.questions.back().echo, Echo::Off);
}

TEST_F(DialogueTest, ends_after_the_last_attempt_and_posts_no_further_code) {
  for (const char* code : {"111111", "222222", "333333", "444444"})
    terminal.will_type(code);
  api.will_answer(Meaning::Success);
  for (int i = 0; i < 3; ++i)
    api.will_answer(Meaning::Rejected);
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::MaxTries);
  EXPECT_EQ(api.asked.size(), 4U);
  EXPECT_THAT(questions(),
              ElementsAre("A code was sent to +61*****001 by SMS.\nCode (r: send again): ",
                          "That code was not accepted. 2 attempts left.\nCode (r: send again): ",
                          "That code was not accepted. 1 attempt left.\nCode (r: send again): "));
  EXPECT_EQ(report.farewell, "Too many codes that were not accepted.");
}

TEST_F(DialogueTest, never_orders_a_new_code_after_a_wrong_one) {
  terminal.will_type("111111");
  terminal.will_type("123456");
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Rejected);
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_THAT(api.asked,
              ElementsAre("send +61400000001", "verify +61400000001 111111", "verify +61400000001 123456"));
}

TEST_F(DialogueTest, answers_what_is_no_code_without_a_request_or_an_attempt) {
  terminal.will_type("12");
  terminal.will_type("");
  terminal.will_type("123456");
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Accepted);
  EXPECT_EQ(report.attempts, 1);
  EXPECT_EQ(questions()[1], "That does not look like a code.\nCode (r: send again): ");
  EXPECT_EQ(questions()[2], "Type the code that was sent, then press Enter.\nCode (r: send again): ");
  EXPECT_EQ(api.asked.size(), 2U);
}

TEST_F(DialogueTest, ends_at_the_third_line_in_a_row_that_is_no_code) {
  for (const char* line : {"", "?!", ""})
    terminal.will_type(line);
  terminal.will_type("123456");
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Rejected);
  EXPECT_EQ(report.farewell, "No code was typed. Log in again.");
  EXPECT_THAT(api.asked, ElementsAre("send +61400000001"));
}

TEST_F(DialogueTest, counts_useless_lines_anew_after_a_code) {
  for (const char* line : {"", "", "111111", "", "", "123456"})
    terminal.will_type(line);
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Rejected);
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
}

TEST_F(DialogueTest, sends_again_when_asked_after_the_wait) {
  terminal.will_type_after([this] { clock.advance(settings.resend_wait); }, "r");
  terminal.will_type("123456");
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Accepted);
  EXPECT_THAT(api.asked,
              ElementsAre("send +61400000001", "resend +61400000001", "verify +61400000001 123456"));
  EXPECT_EQ(questions()[1], "The code was sent again to +61*****001 by SMS.\nCode (r: send again): ");
  EXPECT_EQ(report.sends, 2);
}

TEST_F(DialogueTest, answers_an_early_r_with_the_seconds_left_and_no_request) {
  terminal.will_type_after([this] { clock.advance(milliseconds(2500)); }, "r");
  terminal.will_type_after([this] { clock.advance(milliseconds(17500)); }, "r");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[1], "Wait 18 more seconds.\nCode (r: send again): ");
  EXPECT_EQ(api.asked.size(), 3U);
}

TEST_F(DialogueTest, stops_offering_and_ordering_when_the_resends_are_used) {
  settings.resends = 1;
  settings.resend_wait = milliseconds(0);
  terminal.will_type("r");
  terminal.will_type("r");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_THAT(questions(), ElementsAre("A code was sent to +61*****001 by SMS.\nCode (r: send again): ",
                                       "The code was sent again to +61*****001 by SMS.\nCode: ",
                                       "That is not possible now.\nCode: "));
  EXPECT_EQ(api.asked.size(), 3U);
}

TEST_F(DialogueTest, switches_the_channel_at_once_and_verifies_there) {
  contacts = {kPhone, kMail};
  terminal.will_type("m");
  terminal.will_type("123456");
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Accepted);
  EXPECT_THAT(api.asked,
              ElementsAre("send +61400000001", "send alice@example.com", "verify alice@example.com 123456"));
  EXPECT_THAT(
      questions(),
      ElementsAre(
          "A code was sent to +61*****001 by SMS.\nCode (r: send again, m: send by e-mail): ",
          "A code was sent to a*****@example.com by e-mail.\nCode (r: send again, s: send by SMS): "));
  EXPECT_EQ(report.contact->address(), kMail);
}

TEST_F(DialogueTest, waits_before_a_channel_gets_a_second_order) {
  contacts = {kPhone, kMail};
  terminal.will_type("m");
  terminal.will_type_after([this] { clock.advance(seconds(15)); }, "s");
  terminal.will_type_after([this] { clock.advance(seconds(5)); }, "s");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[2], "Wait 5 more seconds.\nCode (r: send again, s: send by SMS): ");
  EXPECT_THAT(api.asked, ElementsAre("send +61400000001", "send alice@example.com", "send +61400000001",
                                     "verify +61400000001 123456"));
}

TEST_F(DialogueTest, refuses_a_channel_that_the_user_does_not_have) {
  terminal.will_type("m");
  terminal.will_type("s");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[1], "That is not possible now.\nCode (r: send again): ");
  EXPECT_EQ(api.asked.size(), 2U);
}

TEST_F(DialogueTest, keeps_the_running_code_when_another_cannot_be_sent) {
  for (const Meaning meaning : {Meaning::Refused, Meaning::Outage}) {
    api = {};
    terminal = {};
    contacts = {kPhone, kMail};
    terminal.will_type("m");
    terminal.will_type("123456");
    api.will_answer(Meaning::Success);
    api.will_answer(meaning);
    const Report report = run();
    EXPECT_EQ(report.conclusion, Conclusion::Accepted);
    EXPECT_EQ(report.contact->address(), kPhone);
    EXPECT_EQ(questions()[1],
              "A code could not be sent to a*****@example.com by e-mail.\nCode (r: send again, m: send by "
              "e-mail): ");
    EXPECT_EQ(api.asked.back(), "verify +61400000001 123456");
  }
}

TEST_F(DialogueTest, orders_nothing_before_somebody_pressed_enter) {
  settings.ask_first = true;
  settings.echo = false;
  terminal.will_type_after([this] { EXPECT_THAT(api.asked, IsEmpty()); }, "");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[0], "Press Enter for a code by SMS: ");
  EXPECT_EQ(terminal.questions[0].echo, Echo::On);
  EXPECT_EQ(terminal.questions[1].echo, Echo::Off);
}

TEST_F(DialogueTest, lets_the_person_choose_the_channel_first) {
  settings.ask_first = true;
  contacts = {kPhone, kMail};
  terminal.will_type("m");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[0], "Press Enter for a code by SMS (m: by e-mail): ");
  EXPECT_THAT(api.asked, ElementsAre("send alice@example.com", "verify alice@example.com 123456"));
}

TEST_F(DialogueTest, orders_nothing_when_the_first_question_gets_no_answer) {
  settings.ask_first = true;
  for (const HangUp why :
       {HangUp::Failed, HangUp::NoAnswer, HangUp::PasswordGiven, HangUp::NotPermitted, HangUp::HostGone}) {
    terminal = {};
    terminal.will_hang_up(why);
    EXPECT_EQ(run().conclusion, Conclusion::Aborted);
    EXPECT_EQ(terminal.questions.size(), 1U);
  }
  EXPECT_THAT(api.asked, IsEmpty());
}

TEST_F(DialogueTest, orders_nothing_when_the_first_question_is_answered_with_anything_else) {
  settings.ask_first = true;
  for (const char* line : {"123456", "r", "m"})
    terminal.will_type(line);
  EXPECT_EQ(run().conclusion, Conclusion::Rejected);
  EXPECT_EQ(terminal.questions.size(), 3U);
  EXPECT_THAT(api.asked, IsEmpty());
}

TEST_F(DialogueTest, ends_at_once_when_nobody_answers) {
  for (const HangUp why :
       {HangUp::Failed, HangUp::NoAnswer, HangUp::PasswordGiven, HangUp::NotPermitted, HangUp::HostGone}) {
    terminal = {};
    terminal.will_hang_up(why);
    terminal.will_type("123456");
    const Report report = run();
    EXPECT_EQ(report.conclusion, Conclusion::Aborted);
    EXPECT_EQ(terminal.questions.size(), 1U);
    EXPECT_EQ(report.attempts, 0);
    EXPECT_NE(report.reason, "");
  }
}

TEST_F(DialogueTest, ends_when_the_time_is_up) {
  terminal.will_hang_up(HangUp::TimedOut);
  const Report at_the_prompt = run();
  EXPECT_EQ(at_the_prompt.conclusion, Conclusion::Timeout);
  EXPECT_EQ(at_the_prompt.farewell, "Time is up. Log in again.");

  terminal = {};
  api = {};
  terminal.will_type_after([this] { clock.advance(settings.login_timeout); }, "123456");
  EXPECT_EQ(run().conclusion, Conclusion::Timeout);
  EXPECT_THAT(api.asked, ElementsAre("send +61400000001"));

  api = {};
  api.will_answer(Meaning::Outage);
  api.while_asked = [this] { clock.advance(settings.login_timeout); };
  EXPECT_EQ(run().conclusion, Conclusion::Timeout);
}

struct FirstOrder {
  Meaning meaning;
  Conclusion conclusion;
  const char* farewell;
};

class FirstOrderTest : public DialogueTest, public ::testing::WithParamInterface<FirstOrder> {};

TEST_P(FirstOrderTest, that_fails_ends_the_login_without_a_question) {
  api.will_answer(GetParam().meaning);
  terminal.will_type("123456");
  const Report report = run();
  EXPECT_EQ(report.conclusion, GetParam().conclusion);
  EXPECT_EQ(report.farewell, GetParam().farewell);
  EXPECT_THAT(questions(), IsEmpty());
  EXPECT_EQ(api.asked.size(), 1U);
  EXPECT_EQ(report.sends, 0);
  EXPECT_NE(report.reason, "");
}

constexpr const char* kAsk = "The second factor is not available. Ask your administrator.";

INSTANTIATE_TEST_SUITE_P(Meanings, FirstOrderTest,
                         ::testing::Values(FirstOrder{Meaning::Refused, Conclusion::Rejected,
                                                      "A code could not be sent. Ask your administrator."},
                                           FirstOrder{Meaning::Rejected, Conclusion::Rejected,
                                                      "A code could not be sent. Ask your administrator."},
                                           FirstOrder{Meaning::SlowDown, Conclusion::SlowedDown,
                                                      "Too many requests. Wait, then log in again."},
                                           FirstOrder{Meaning::Misconfigured, Conclusion::Misconfigured,
                                                      kAsk},
                                           FirstOrder{Meaning::Outage, Conclusion::Unavailable, kAsk},
                                           FirstOrder{Meaning::Cancelled, Conclusion::Aborted, ""}));

TEST_F(DialogueTest, offers_the_other_channel_when_the_first_order_is_refused) {
  contacts = {kPhone, kMail};
  api.will_answer(Meaning::Refused);
  terminal.will_type("123456");
  terminal.will_type("m");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_THAT(
      questions(),
      ElementsAre(
          "A code could not be sent to +61*****001 by SMS.\nCode (m: send by e-mail): ",
          "No code has been sent yet.\nCode (m: send by e-mail): ",
          "A code was sent to a*****@example.com by e-mail.\nCode (r: send again, s: send by SMS): "));
  EXPECT_THAT(api.asked,
              ElementsAre("send +61400000001", "send alice@example.com", "verify alice@example.com 123456"));
}

TEST_F(DialogueTest, is_refused_when_no_channel_is_left_to_try) {
  contacts = {kPhone, kMail};
  settings.resends = 1;
  api.will_answer(Meaning::Refused);
  api.will_answer(Meaning::Refused);
  terminal.will_type("m");
  terminal.will_type("123456");
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Rejected);
  EXPECT_EQ(terminal.questions.size(), 1U);
}

TEST_F(DialogueTest, asks_again_after_a_check_that_got_no_answer_but_counts_it) {
  for (const char* code : {"111111", "222222", "333333", "444444"})
    terminal.will_type(code);
  api.will_answer(Meaning::Success);
  for (int i = 0; i < 3; ++i)
    api.will_answer(Meaning::Outage);
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Unavailable);
  EXPECT_EQ(questions()[1], "The code could not be checked. 2 attempts left.\nCode (r: send again): ");
  EXPECT_EQ(api.asked.size(), 4U);
}

TEST_F(DialogueTest, lets_no_mixture_of_outages_and_rejections_give_more_attempts) {
  for (int i = 0; i < 5; ++i)
    terminal.will_type("111111");
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Rejected);
  api.will_answer(Meaning::Outage);
  api.will_answer(Meaning::Rejected);
  EXPECT_EQ(run().conclusion, Conclusion::MaxTries);
  EXPECT_EQ(api.asked.size(), 4U);
}

TEST_F(DialogueTest, ends_when_the_credentials_fail_in_the_middle) {
  terminal.will_type("123456");
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Misconfigured);
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Misconfigured);
  EXPECT_EQ(report.farewell, kAsk);
}

TEST_F(DialogueTest, ends_when_the_application_goes_during_a_check) {
  terminal.will_type("123456");
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Cancelled);
  EXPECT_EQ(run().conclusion, Conclusion::Aborted);
}

TEST_F(DialogueTest, holds_codes_back_for_as_long_as_the_service_wants_and_charges_no_attempt) {
  settings.attempts = 1;
  terminal.will_type("123456");
  terminal.will_type_after([this] { clock.advance(seconds(10)); }, "123456");
  terminal.will_type_after([this] { clock.advance(seconds(20)); }, "123456");
  api.will_answer(Meaning::Success);
  api.will_answer(slow_down(seconds(30)));
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[1],
            "Too many requests. Wait 30 seconds before you try again.\nCode (r: send again): ");
  EXPECT_EQ(questions()[2], "Wait 20 more seconds.\nCode (r: send again): ");
  EXPECT_EQ(api.asked.size(), 3U);
}

TEST_F(DialogueTest, ends_when_the_service_wants_more_time_than_the_login_has) {
  for (const long long wait : {110LL, 9'000'000'000'000'000'000LL}) {
    terminal = {};
    api = {};
    terminal.will_type("123456");
    api.will_answer(Meaning::Success);
    api.will_answer(slow_down(seconds(wait)));
    EXPECT_EQ(run().conclusion, Conclusion::SlowedDown);
  }
}

TEST_F(DialogueTest, keeps_asking_when_a_resend_comes_too_fast_for_the_service) {
  settings.resend_wait = milliseconds(0);
  terminal.will_type("r");
  terminal.will_type("r");
  terminal.will_type_after([this] { clock.advance(seconds(30)); }, "123456");
  api.will_answer(Meaning::Success);
  api.will_answer(slow_down(seconds(30)));
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[2], "Wait 30 more seconds.\nCode (r: send again): ");
}

TEST_F(DialogueTest, checks_the_running_code_although_the_service_wants_no_further_order) {
  settings.resend_wait = milliseconds(0);
  terminal.will_type("r");
  terminal.will_type("123456");
  api.will_answer(Meaning::Success);
  api.will_answer(slow_down(seconds(3600)));
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(api.asked.back(), "verify +61400000001 123456");
}

TEST_F(DialogueTest, tells_how_long_to_wait_when_nothing_could_be_sent_yet) {
  api.will_answer(slow_down(seconds(60)));
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::SlowedDown);
  EXPECT_EQ(report.farewell, "Too many requests. Wait 60 seconds, then log in again.");
}

TEST_F(DialogueTest, does_not_ask_for_ever) {
  settings.login_timeout = std::chrono::hours(1);
  for (int i = 0; i < 1000; ++i)
    terminal.will_type("r");
  EXPECT_EQ(run().conclusion, Conclusion::Rejected);
  EXPECT_LT(terminal.questions.size(), 100U);
  EXPECT_EQ(api.asked.size(), 1U);
}

TEST_F(DialogueTest, reports_the_time_of_its_requests) {
  clock.advance(seconds(1));
  api.while_asked = [this] { clock.advance(milliseconds(150)); };
  terminal.will_type_after([this] { clock.advance(seconds(5)); }, "123456");
  const Report report = run();
  EXPECT_EQ(report.api_time, milliseconds(300));
}

}  // namespace
}  // namespace ozibus::login
