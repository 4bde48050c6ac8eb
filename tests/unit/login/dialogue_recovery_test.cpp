// SPDX-License-Identifier: Apache-2.0
// Recovery codes, and outages.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/login/dialogue_bench.h"

namespace ozibus::login {
namespace {

using api::Meaning;
using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kAskAdministrator = "The second factor is not available. Ask your administrator.";

class RecoveryTest : public DialogueTest {};

TEST_F(RecoveryTest, code_is_taken_at_the_prompt_and_only_once) {
  const auto codes = make_recovery_codes(3);
  terminal.will_type(codes[1]);
  const Report report = run_again();
  EXPECT_EQ(report.conclusion, Conclusion::Recovery);
  EXPECT_EQ(report.reason, "recovery codes left: 2");
  EXPECT_EQ(overview().rejections, 0);
  terminal = {};
  terminal.will_type(codes[1]);
  terminal.will_type(codes[0]);
  EXPECT_EQ(run_again().conclusion, Conclusion::Recovery);
  EXPECT_THAT(questions()[1], HasSubstr("That code was not accepted. 2 attempts left.\nCode"));
  EXPECT_EQ(overview().recovery_codes, 1);
  for (const std::string& question : api.asked)
    EXPECT_THAT(question, HasSubstr("send "));  // none of them went to the service
}

TEST_F(RecoveryTest, code_that_is_wrong_costs_an_attempt_and_counts_as_rejected) {
  make_recovery_codes(1);
  for (int i = 0; i < 3; ++i)
    terminal.will_type("0000-0000-0000");
  const Report report = run_again();
  EXPECT_EQ(report.conclusion, Conclusion::MaxTries);
  EXPECT_EQ(report.attempts, 3);
  EXPECT_EQ(report.rejected, 3);
  EXPECT_EQ(overview().rejections, 3);
  EXPECT_EQ(overview().recovery_codes, 1);
}

TEST_F(RecoveryTest, code_of_a_user_who_has_none_is_a_wrong_one) {
  terminal.will_type("0000-0000-0000");
  EXPECT_EQ(run().conclusion, Conclusion::Aborted);
  EXPECT_EQ(overview().rejections, 1);
}

TEST_F(RecoveryTest, code_is_not_judged_while_the_user_is_locked) {
  policy.lockout = {1, std::chrono::hours(1)};
  const auto codes = make_recovery_codes(1);
  terminal.will_type("0000-0000-0000");
  terminal.will_type(codes[0]);
  EXPECT_EQ(run_again().conclusion, Conclusion::Locked);
  EXPECT_EQ(overview().recovery_codes, 1);
}

TEST_F(RecoveryTest, code_is_asked_for_when_the_service_is_down) {
  const auto codes = make_recovery_codes(1);
  for (const char* line : {"", "123456", "r"})
    terminal.will_type(line);
  api.will_answer(outage(false));
  const Report left_alone = run_again();
  EXPECT_EQ(left_alone.conclusion, Conclusion::Rejected);
  EXPECT_THAT(left_alone.reason, HasSubstr("cannot connect"));
  EXPECT_THAT(questions(), ElementsAre("No code can be sent at the moment.\nRecovery code: ",
                                       "That does not look like a recovery code.\nRecovery code: ",
                                       "That does not look like a recovery code.\nRecovery code: "));
  terminal = {};
  terminal.will_type(codes[0]);
  api.will_answer(outage(false));
  EXPECT_EQ(run_again().conclusion, Conclusion::Recovery);
  terminal = {};
  api.will_answer(outage(false));
  EXPECT_EQ(run_again().conclusion, Conclusion::Unavailable);  // none is left
  EXPECT_THAT(questions(), IsEmpty());
}

TEST_F(RecoveryTest, code_is_asked_for_whatever_keeps_the_service_from_sending) {
  for (const Meaning meaning : {Meaning::Refused, Meaning::SlowDown, Meaning::Misconfigured}) {
    const auto codes = make_recovery_codes(1);
    terminal = {};
    terminal.will_type(codes[0]);
    api = {};
    api.will_answer(meaning);
    const Report report = run_again();
    EXPECT_EQ(report.conclusion, Conclusion::Recovery);
    EXPECT_THAT(report.reason, HasSubstr("because"));
    EXPECT_THAT(questions(), ElementsAre("No code can be sent at the moment.\nRecovery code: "));
  }
}

TEST_F(RecoveryTest, code_is_asked_for_over_the_send_limit) {
  settings.resend_wait = milliseconds(0);
  policy.send_limit = {1, minutes(15)};
  run();
  const auto codes = make_recovery_codes(1);
  terminal = {};
  terminal.will_type(codes[0]);
  const Report report = run_again();
  EXPECT_EQ(report.conclusion, Conclusion::Recovery);
  EXPECT_THAT(report.reason, HasSubstr("send_limit"));
  EXPECT_THAT(questions(), ElementsAre("Too many codes were sent. Try again in 15 minutes or ask your "
                                       "administrator.\nRecovery code: "));
  EXPECT_EQ(api.asked.size(), 1U);
}

TEST_F(RecoveryTest, code_is_taken_when_the_answer_to_a_check_was_lost) {
  const auto codes = make_recovery_codes(1);
  terminal.will_type("123456");
  terminal.will_type(codes[0]);
  api.will_answer(Meaning::Success);
  api.will_answer(outage(true));
  EXPECT_EQ(run_again().conclusion, Conclusion::Recovery);
  EXPECT_THAT(questions()[1], HasSubstr("The code could not be checked. 2 attempts left."));
}

class OutageTest : public DialogueTest {
 protected:
  OutageTest() { on_unavailable = OnUnavailable::Allow; }
};

TEST_F(OutageTest, lets_in_only_where_the_policy_says_so) {
  api.will_answer(outage(false));
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Unchecked);
  EXPECT_THAT(report.reason, HasSubstr("LET IN WITHOUT A CODE, as on_unavailable"));
  EXPECT_THAT(report.reason, HasSubstr("cannot connect"));
  EXPECT_EQ(report.farewell, "");
  EXPECT_THAT(questions(), IsEmpty());
  on_unavailable = OnUnavailable::Deny;
  api.will_answer(outage(false));
  EXPECT_EQ(run().conclusion, Conclusion::Unavailable);
}

TEST_F(OutageTest, is_none_when_anybody_answered_in_whatever_way) {
  for (const Meaning meaning :
       {Meaning::Refused, Meaning::SlowDown, Meaning::Misconfigured, Meaning::Outage}) {
    api = {};
    api.will_answer(meaning);
    EXPECT_NE(run().conclusion, Conclusion::Unchecked);
  }
}

TEST_F(OutageTest, that_comes_after_an_answer_in_the_same_login_is_none) {
  contacts = {kPhone, kMail};
  terminal.will_type("m");
  api.will_answer(Meaning::Refused);
  api.will_answer(outage(false));
  EXPECT_EQ(run().conclusion, Conclusion::Unavailable);
}

TEST_F(OutageTest, after_a_rejected_code_lets_nobody_in) {
  for (const char* code : {"111111", "222222", "333333"})
    terminal.will_type(code);
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Rejected);
  api.will_answer(outage(false));
  api.will_answer(outage(true));
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Unavailable);
  EXPECT_EQ(report.farewell, kAskAdministrator);
}

TEST_F(OutageTest, of_a_resend_lets_nobody_in) {
  settings.resend_wait = milliseconds(0);
  terminal.will_type("r");
  terminal.will_type("123456");
  api.will_answer(Meaning::Success);
  api.will_answer(outage(false));
  api.will_answer(Meaning::Rejected);
  EXPECT_EQ(run().conclusion, Conclusion::Aborted);
}

TEST_F(OutageTest, of_the_check_of_a_running_code_lets_nobody_in) {
  run();
  terminal = {};
  for (int i = 0; i < 3; ++i) {
    terminal.will_type("123456");
    api.will_answer(outage(false));
  }
  EXPECT_EQ(run_again().conclusion, Conclusion::Unavailable);
}

TEST_F(OutageTest, over_the_send_limit_lets_nobody_in) {
  settings.resend_wait = milliseconds(0);
  policy.send_limit = {1, minutes(15)};
  run();
  api.will_answer(outage(false));
  EXPECT_EQ(run_again().conclusion, Conclusion::Limited);
}

}  // namespace
}  // namespace ozibus::login
