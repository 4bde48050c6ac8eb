// SPDX-License-Identifier: Apache-2.0
// What a user and a client address may order, and how often codes may be wrong.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/login/dialogue_bench.h"

namespace ozibus::login {
namespace {

using api::Meaning;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class BudgetTest : public DialogueTest {
 protected:
  BudgetTest() { settings.resend_wait = milliseconds(0); }
};

TEST_F(BudgetTest, of_a_user_ends_the_login_before_any_request) {
  policy.send_limit = {2, minutes(15)};
  EXPECT_EQ(run().conclusion, Conclusion::Aborted);
  EXPECT_EQ(run_again().conclusion, Conclusion::Aborted);
  terminal = {};
  terminal.will_type("123456");
  const Report report = run_again();
  EXPECT_EQ(report.conclusion, Conclusion::Limited);
  EXPECT_EQ(report.farewell, "Too many codes were sent. Try again in 15 minutes or ask your administrator.");
  EXPECT_THAT(report.reason, HasSubstr("send_limit"));
  EXPECT_THAT(questions(), IsEmpty());
  EXPECT_EQ(api.asked.size(), 2U);

  advance(minutes(15));
  EXPECT_EQ(run_again().conclusion, Conclusion::Accepted);
}

TEST_F(BudgetTest, of_a_client_address_holds_for_all_users_together) {
  policy.send_limit_host = {2, minutes(15)};
  EXPECT_EQ(run().conclusion, Conclusion::Aborted);
  EXPECT_EQ(run().conclusion, Conclusion::Aborted);
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Limited);
  EXPECT_EQ(report.farewell,
            "Too many codes were asked for from your network. Try again in 15 minutes or ask your "
            "administrator.");
  EXPECT_EQ(overview().sends, 0);  // the user did not pay for what was not ordered
  visit.rhost = "192.0.2.8";
  EXPECT_EQ(run().conclusion, Conclusion::Aborted);
  EXPECT_EQ(api.asked.size(), 3U);
}

TEST_F(BudgetTest, counts_each_message_of_a_login) {
  policy.send_limit = {2, minutes(15)};
  terminal.will_type("r");
  terminal.will_type("r");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_THAT(questions(), ElementsAre("A code was sent to +61*****001 by SMS.\nCode (r: send again): ",
                                       // What would not work is not offered.
                                       "The code was sent again to +61*****001 by SMS.\nCode: ",
                                       "That is not possible now.\nCode: "));
  EXPECT_EQ(overview().sends, 2);
}

TEST_F(BudgetTest, that_another_login_has_spent_meanwhile_leaves_the_running_code) {
  policy.send_limit = {2, minutes(15)};
  terminal.will_type_after(
      [this] {
        ledger::Ledger other = *ledger::Ledger::open(policy, visit, calendar);
        EXPECT_TRUE(other.begin_order(kPhone, 0, milliseconds(0)));
      },
      "r");
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[1],
            "Too many codes were sent. Try again in 15 minutes or ask your administrator.\nCode: ");
  EXPECT_THAT(api.asked, ElementsAre("send +61400000001", "verify +61400000001 123456"));
}

TEST_F(BudgetTest, is_not_spent_by_an_order_that_did_not_leave_this_host) {
  api.will_answer(outage(false));
  EXPECT_EQ(run().conclusion, Conclusion::Unavailable);
  EXPECT_EQ(overview().sends, 0);
  api.will_answer(outage(true));
  EXPECT_EQ(run().conclusion, Conclusion::Unavailable);
  EXPECT_EQ(overview().sends, 1);
}

class LockTest : public BudgetTest {};

TEST_F(LockTest, ends_the_login_in_the_middle_and_the_code_is_not_judged) {
  policy.lockout = {2, hours(1)};
  for (const char* code : {"111111", "222222", "333333"})
    terminal.will_type(code);
  for (const Meaning meaning : {Meaning::Success, Meaning::Rejected, Meaning::Rejected})
    api.will_answer(meaning);
  const Report report = run();
  EXPECT_EQ(report.conclusion, Conclusion::Locked);
  EXPECT_EQ(report.farewell, "Too many wrong codes. Try again in 60 minutes or ask your administrator.");
  EXPECT_EQ(report.attempts, 2);
  EXPECT_EQ(api.asked.back(), "verify +61400000001 222222");
  EXPECT_EQ(overview().locked_for, hours(1));
}

TEST_F(LockTest, counts_rejected_codes_of_all_logins_and_takes_back_the_right_one) {
  for (const char* code : {"111111", "222222", "123456"})
    terminal.will_type(code);
  for (const Meaning meaning : {Meaning::Success, Meaning::Rejected, Meaning::Rejected, Meaning::Success})
    api.will_answer(meaning);
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(overview().rejections, 2);
}

TEST_F(LockTest, does_not_count_a_code_that_nobody_has_judged) {
  struct Row {
    api::Outcome outcome;
    int rejections;
  };
  for (const Row& row : {Row{slow_down(seconds(200)), 0}, Row{outage(false), 0}, Row{outage(true), 1},
                         Row{{.meaning = Meaning::Misconfigured, .retry_after = {}, .reason = "401"}, 0},
                         Row{{.meaning = Meaning::Cancelled, .retry_after = {}, .reason = "gone"}, 1},
                         Row{{.meaning = Meaning::Rejected, .retry_after = {}, .reason = "20"}, 1}}) {
    terminal = {};
    terminal.will_type("123456");
    api = {};
    api.will_answer(Meaning::Success);
    api.will_answer(row.outcome);
    run();
    EXPECT_EQ(overview().rejections, row.rejections) << row.outcome.reason;
  }
}

TEST_F(LockTest, counts_the_attempt_before_the_service_sees_the_code) {
  terminal.will_type("123456");
  int counted = -1;
  api.while_asked = [&] { counted = overview().rejections; };
  run();
  EXPECT_EQ(counted, 1);
  EXPECT_EQ(overview().rejections, 0);
}

TEST_F(LockTest, moves_apart_from_the_send_limit) {
  policy.lockout = {1, hours(1)};
  policy.send_limit = {1, minutes(1)};
  terminal.will_type("111111");
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Rejected);
  settings.attempts = 1;
  EXPECT_EQ(run().conclusion, Conclusion::MaxTries);
  EXPECT_EQ(overview().rejections, 1);
  EXPECT_EQ(overview().sends, 1);
  advance(minutes(1));
  EXPECT_EQ(overview().sends, 0);
  EXPECT_EQ(overview().locked_for, minutes(59));
}

}  // namespace
}  // namespace ozibus::login
