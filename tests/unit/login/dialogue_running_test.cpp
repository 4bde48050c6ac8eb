// SPDX-License-Identifier: Apache-2.0
// A code that was ordered a moment ago by another login of the same user, service and client.
#include <string>

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

class RunningCodeTest : public DialogueTest {
 protected:
  // A login that ordered a code and was left at the question.
  void leave_one_behind() {
    run();
    api.asked.clear();
    terminal = {};
  }
};

TEST_F(RunningCodeTest, is_asked_for_and_none_is_ordered) {
  leave_one_behind();
  advance(seconds(19));
  terminal.will_type("123456");
  const Report report = run_again();
  EXPECT_EQ(report.conclusion, Conclusion::Accepted);
  EXPECT_EQ(report.sends, 0);
  EXPECT_EQ(report.contact->address(), kPhone);
  EXPECT_THAT(questions(),
              ElementsAre("A moment ago a code was sent to +61*****001 by SMS.\nCode (r: send again): "));
  EXPECT_THAT(api.asked, ElementsAre("verify +61400000001 123456"));
  EXPECT_THAT(api.taken_up, ElementsAre(0U));
  EXPECT_EQ(overview().sends, 1);
}

TEST_F(RunningCodeTest, is_no_more_after_resend_wait) {
  leave_one_behind();
  advance(seconds(20));
  terminal.will_type("123456");
  EXPECT_EQ(run_again().conclusion, Conclusion::Accepted);
  EXPECT_THAT(api.asked, ElementsAre("send +61400000001", "verify +61400000001 123456"));
}

TEST_F(RunningCodeTest, belongs_to_one_user_service_and_client) {
  leave_one_behind();
  const ledger::Visit first = visit;
  visit.service = "sudo";
  run_again();
  visit = first;
  visit.rhost = "192.0.2.8";
  run_again();
  visit = first;
  visit.user = "bob";
  run_again();
  EXPECT_THAT(api.asked, ElementsAre("send +61400000001", "send +61400000001", "send +61400000001"));
}

TEST_F(RunningCodeTest, may_be_ordered_again_when_it_is_old_enough) {
  leave_one_behind();
  advance(seconds(5));
  terminal.will_type("r");
  terminal.will_type_after([this] { advance(seconds(15)); }, "r");
  terminal.will_type("123456");
  EXPECT_EQ(run_again().conclusion, Conclusion::Accepted);
  EXPECT_EQ(questions()[1], "Wait 15 more seconds.\nCode (r: send again): ");
  EXPECT_EQ(questions()[2], "The code was sent again to +61*****001 by SMS.\nCode (r: send again): ");
  EXPECT_EQ(overview().sends, 2);
}

TEST_F(RunningCodeTest, ends_when_it_was_accepted) {
  terminal.will_type("123456");
  EXPECT_EQ(run().conclusion, Conclusion::Accepted);
  EXPECT_EQ(run_again().conclusion, Conclusion::Aborted);
  EXPECT_EQ(api.asked.back(), "send +61400000001");
}

TEST_F(RunningCodeTest, ends_when_its_attempts_are_used_up) {
  settings.attempts = 1;
  terminal.will_type("111111");
  api.will_answer(Meaning::Success);
  api.will_answer(Meaning::Rejected);
  EXPECT_EQ(run().conclusion, Conclusion::MaxTries);
  EXPECT_EQ(run_again().conclusion, Conclusion::Aborted);
  EXPECT_EQ(api.asked.back(), "send +61400000001");
}

TEST_F(RunningCodeTest, is_none_when_the_order_failed) {
  for (const Meaning meaning :
       {Meaning::Refused, Meaning::Outage, Meaning::SlowDown, Meaning::Misconfigured}) {
    api = {};
    api.will_answer(meaning);
    EXPECT_NE(run().conclusion, Conclusion::Aborted);
    EXPECT_EQ(run_again().conclusion, Conclusion::Aborted);
    EXPECT_THAT(api.asked, ElementsAre("send +61400000001", "send +61400000001"));
  }
}

TEST_F(RunningCodeTest, is_asked_for_while_the_order_is_still_under_way) {
  int asked_meanwhile = -1;
  api.while_asked = [&] {
    fakes::FakeApi other_api;
    fakes::FakeTerminal other;
    auto ledger = *ledger::Ledger::open(policy, visit, calendar);
    const std::vector<contacts::Contact> to = {*contacts::Contact::parse(kPhone)};
    (void)Dialogue(settings, on_unavailable, to, {other, other_api, ledger, clock}, clock.now()).run();
    EXPECT_THAT(other_api.asked, IsEmpty());
    asked_meanwhile = static_cast<int>(other.questions.size());
  };
  run();
  EXPECT_EQ(asked_meanwhile, 1);
}

TEST_F(RunningCodeTest, that_went_to_a_contact_which_is_the_users_no_more_is_not_asked_for) {
  leave_one_behind();
  contacts = {kMail};
  terminal.will_type("123456");
  EXPECT_EQ(run_again().conclusion, Conclusion::Accepted);
  EXPECT_THAT(api.asked, ElementsAre("send alice@example.com", "verify alice@example.com 123456"));
}

TEST_F(RunningCodeTest, is_asked_for_where_it_went_also_when_another_contact_is_preferred_now) {
  leave_one_behind();
  contacts = {kMail, kPhone};
  terminal.will_type("123456");
  EXPECT_EQ(run_again().conclusion, Conclusion::Accepted);
  EXPECT_THAT(api.asked, ElementsAre("verify +61400000001 123456"));
}

TEST_F(RunningCodeTest, is_asked_for_over_a_send_limit_too) {
  policy.send_limit = {1, std::chrono::minutes(15)};
  leave_one_behind();
  terminal.will_type("123456");
  EXPECT_EQ(run_again().conclusion, Conclusion::Accepted);
  EXPECT_THAT(questions(), ElementsAre("A moment ago a code was sent to +61*****001 by SMS.\nCode: "));
}

// A hidden question may come only after one that sshd can't answer by itself with the first factor's secret.
TEST_F(RunningCodeTest, is_asked_for_only_after_the_first_question_where_there_is_one) {
  settings.ask_first = true;
  terminal.will_type("");
  run();
  terminal = {};
  terminal.will_type("");
  terminal.will_type("123456");
  EXPECT_EQ(run_again().conclusion, Conclusion::Accepted);
  EXPECT_THAT(questions(),
              ElementsAre("Press Enter for a code by SMS: ",
                          "A moment ago a code was sent to +61*****001 by SMS.\nCode (r: send again): "));
  EXPECT_EQ(api.asked.size(), 2U);
}

}  // namespace
}  // namespace ozibus::login
