// SPDX-License-Identifier: Apache-2.0
// Every order is paid for before it is made, and what did not leave this host costs nothing.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/client_bench.h"

namespace ozibus::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Paying : public ClientTest {
 protected:
  Paying() {
    http_.while_asked = [this] { purse_.events.push_back("asked " + http_.urls.back()); };
  }
};

TEST_F(Paying, comes_before_the_order) {
  prepare({code(0)});
  EXPECT_EQ(send().meaning, Meaning::Success);
  EXPECT_THAT(purse_.events, ElementsAre("paid for 0", "asked " + kA + "/send"));
}

TEST_F(Paying, is_done_for_each_base_url_by_its_number) {
  client().take_up(2);
  prepare({status(503), unanswered(), code(0)});
  EXPECT_EQ(resend().meaning, Meaning::Success);
  EXPECT_THAT(purse_.events, ElementsAre("paid for 2", "asked " + kC + "/resend_otp", "paid for 0",
                                         "asked " + kA + "/send", "paid for 1", "asked " + kB + "/send"));
}

TEST_F(Paying, is_undone_for_what_was_not_written_to_any_connection) {
  prepare({unreachable(), code(0)});
  EXPECT_EQ(send().meaning, Meaning::Success);
  EXPECT_THAT(purse_.events, ElementsAre("paid for 0", "asked " + kA + "/send", "given back", "paid for 1",
                                         "asked " + kB + "/send"));
}

TEST_F(Paying, is_undone_once_for_each_order_that_was_not_written) {
  purse_.coins = 1;
  prepare({unreachable(), unreachable(), unreachable()});
  EXPECT_EQ(send().meaning, Meaning::Outage);
  EXPECT_EQ(http_.urls.size(), 3U);
  EXPECT_EQ(purse_.coins, 1);
}

TEST_F(Paying, is_undone_for_what_was_cancelled_before_it_was_written) {
  prepare({HttpResult(tl::unexpected(HttpFailure{FailureKind::Cancelled, "gone", false, false}))});
  EXPECT_EQ(send().meaning, Meaning::Cancelled);
  EXPECT_EQ(purse_.events.back(), "given back");
}

TEST_F(Paying, is_not_undone_for_whatever_may_have_arrived) {
  settings_.base_urls = {kA};
  for (const HttpResult& result :
       {code(0), code(20), status(200), status(401), status(429), status(503), unanswered(),
        failed(FailureKind::Cancelled), failed(FailureKind::Timeout), failed(FailureKind::Tls)}) {
    purse_.coins = 1;
    prepare({result});
    static_cast<void>(send());
    EXPECT_EQ(purse_.coins, 0);
  }
}

TEST_F(Paying, that_is_refused_withholds_the_order) {
  purse_.coins = 0;
  prepare({code(0), code(0)});
  EXPECT_EQ(send().meaning, Meaning::Withheld);
  const Outcome outcome = resend();
  EXPECT_EQ(outcome.meaning, Meaning::Withheld);
  EXPECT_FALSE(outcome.nobody_answered);
  EXPECT_FALSE(outcome.may_have_arrived);
  EXPECT_THAT(http_.urls, IsEmpty());
  EXPECT_THAT(purse_.events, ElementsAre("refused 0", "refused 0"));
}

TEST_F(Paying, that_is_refused_for_another_base_url_leaves_the_outage_at_the_first) {
  purse_.coins = 1;
  prepare({unanswered(), code(0)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Outage);
  EXPECT_EQ(outcome.reason, kA + "/send: no answer");
  EXPECT_FALSE(outcome.nobody_answered) << "the second was not asked";
  EXPECT_TRUE(outcome.may_have_arrived);
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(Paying, is_not_asked_for_after_the_deadline) {
  deadline_ = base::Deadline::after(std::chrono::milliseconds(0));
  prepare({unanswered(), code(0)});
  static_cast<void>(send());
  EXPECT_THAT(purse_.events, ElementsAre("paid for 0", "asked " + kA + "/send"));
}

TEST_F(Paying, is_for_orders_only) {
  prepare({unreachable(), unreachable()});
  static_cast<void>(verify());
  EXPECT_THAT(purse_.events, ElementsAre("asked " + kA + "/verify", "asked " + kA + "/verify"));
}

}  // namespace
}  // namespace ozibus::api
