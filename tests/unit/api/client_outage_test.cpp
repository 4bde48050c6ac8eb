// SPDX-License-Identifier: Apache-2.0
// What a client says of an outage: whether it was one of silence, and whether something may have arrived.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/client_bench.h"

namespace ozibus::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(ClientTest, an_order_that_nobody_answered_anywhere_was_met_by_silence) {
  prepare({unreachable(), unreachable(), unreachable()});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Outage);
  EXPECT_TRUE(outcome.nobody_answered);
  EXPECT_FALSE(outcome.may_have_arrived);
}

TEST_F(ClientTest, one_answer_of_any_kind_breaks_the_silence_wherever_it_came_from) {
  for (const HttpResult& answer : {status(503), status(200), failed(FailureKind::Tls)}) {
    for (std::size_t place = 0; place < settings_.base_urls.size(); ++place) {
      std::deque<HttpResult> results(settings_.base_urls.size(), unreachable());
      results[place] = answer;
      prepare(results);
      const Outcome outcome = send();
      EXPECT_EQ(outcome.meaning, Meaning::Outage);
      EXPECT_FALSE(outcome.nobody_answered) << place;
    }
  }
}

TEST_F(ClientTest, an_order_may_have_arrived_when_it_may_at_one_base_url) {
  for (std::size_t place = 0; place < settings_.base_urls.size(); ++place) {
    std::deque<HttpResult> results(settings_.base_urls.size(), unreachable());
    results[place] = unanswered();
    prepare(results);
    const Outcome outcome = resend();
    EXPECT_TRUE(outcome.may_have_arrived) << place;
    EXPECT_TRUE(outcome.nobody_answered) << place;
  }
}

TEST_F(ClientTest, an_answer_that_makes_no_sense_came_from_somebody_who_had_read_the_order) {
  settings_.base_urls = {kA};
  for (const HttpResult& answer : {status(200), status(302), status(503)}) {
    prepare({answer});
    const Outcome outcome = send();
    EXPECT_EQ(outcome.meaning, Meaning::Outage);
    EXPECT_FALSE(outcome.nobody_answered);
    EXPECT_TRUE(outcome.may_have_arrived);
  }
}

TEST_F(ClientTest, silence_of_one_is_none_when_there_was_no_time_to_ask_the_other) {
  deadline_ = base::Deadline::after(std::chrono::milliseconds(0));
  prepare({unanswered(), code(0)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Outage);
  EXPECT_FALSE(outcome.nobody_answered);
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(ClientTest, nothing_but_an_outage_is_ever_silence) {
  prepare({unreachable(), code(20)});
  const Outcome refused = send();
  EXPECT_EQ(refused.meaning, Meaning::Refused);
  EXPECT_FALSE(refused.nobody_answered);
  prepare({unreachable(), failed(FailureKind::Cancelled)});
  const Outcome cancelled = send();
  EXPECT_EQ(cancelled.meaning, Meaning::Cancelled);
  EXPECT_FALSE(cancelled.nobody_answered);
  prepare({unreachable(), code(0)});
  EXPECT_FALSE(send().nobody_answered);
}

TEST_F(ClientTest, a_verification_was_met_by_silence_when_both_tries_were) {
  prepare({unreachable(), unreachable()});
  EXPECT_TRUE(verify().nobody_answered);
  prepare({unreachable(), status(503)});
  EXPECT_FALSE(verify().nobody_answered);
  prepare({status(503), unreachable()});
  EXPECT_FALSE(verify().nobody_answered);
  prepare({unreachable(), code(20)});
  EXPECT_FALSE(verify().nobody_answered);
}

TEST_F(ClientTest, a_verification_may_have_arrived_when_one_of_its_tries_may) {
  prepare({unreachable(), unreachable()});
  EXPECT_FALSE(verify().may_have_arrived);
  prepare({unanswered(), unreachable()});
  EXPECT_TRUE(verify().may_have_arrived);
  prepare({unreachable(), unanswered()});
  EXPECT_TRUE(verify().may_have_arrived);
}

TEST_F(ClientTest, a_verification_that_is_not_tried_again_was_met_by_what_its_only_try_was) {
  prepare({HttpResult(tl::unexpected(HttpFailure{FailureKind::Timeout, "slow", true, false}))});
  const Outcome outcome = verify();
  EXPECT_TRUE(outcome.nobody_answered);
  EXPECT_FALSE(outcome.may_have_arrived);
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(ClientTest, a_code_of_an_earlier_login_is_taken_up_where_it_was_ordered) {
  client().take_up(1);
  prepare({code(0), code(0), code(0)});
  EXPECT_EQ(verify().meaning, Meaning::Success);
  EXPECT_EQ(resend().meaning, Meaning::Success);
  EXPECT_EQ(send().meaning, Meaning::Success);
  EXPECT_THAT(http_.urls, ElementsAre(kB + "/verify", kB + "/resend_otp", kB + "/send"));
}

TEST_F(ClientTest, the_others_come_after_the_base_url_that_was_taken_up) {
  client().take_up(2);
  prepare({unreachable(), unreachable(), code(0)});
  EXPECT_EQ(resend().meaning, Meaning::Success);
  EXPECT_THAT(http_.urls, ElementsAre(kC + "/resend_otp", kA + "/send", kB + "/send"));
}

TEST_F(ClientTest, a_base_url_that_is_not_configured_any_more_is_not_taken_up) {
  client().take_up(1);
  client().take_up(3);
  client().take_up(static_cast<std::size_t>(-1));
  prepare({code(0)});
  EXPECT_EQ(verify().meaning, Meaning::Success);
  EXPECT_THAT(http_.urls, ElementsAre(kB + "/verify"));
}

// The answer that was lost may have been the verdict.
TEST_F(ClientTest, a_check_that_may_have_been_made_is_an_outage_whatever_the_second_try_was_told) {
  for (const int answer : {401, 403, 408, 429}) {
    prepare({unanswered(), status(answer)});
    EXPECT_EQ(verify().meaning, Meaning::Outage) << answer;
    prepare({unreachable(), status(answer)});
    EXPECT_NE(verify().meaning, Meaning::Outage) << answer;
  }
}

}  // namespace
}  // namespace ozibus::api
