// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/client_bench.h"

namespace ozibus::api {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(ClientTest, send_goes_to_the_first_base_url) {
  prepare({code(0)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Success);
  EXPECT_EQ(outcome.reason, "");
  EXPECT_THAT(http_.urls, ElementsAre(kA + "/send"));
  EXPECT_THAT(http_.bodies, ElementsAre(R"({"to":"+61400000001","channel":"sms"})"));
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(ClientTest, send_uses_the_configured_endpoint_and_one_slash) {
  settings_.send_endpoint = "get_otp";
  settings_.base_urls = {kA + "/"};
  prepare({code(0)});
  EXPECT_EQ(send().meaning, Meaning::Success);
  EXPECT_THAT(http_.urls, ElementsAre(kA + "/get_otp"));
}

TEST_F(ClientTest, an_outage_moves_on_to_the_others_once_each) {
  prepare({failed(FailureKind::Timeout, "slow"), failed(FailureKind::Tls, "untrusted"), status(503)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Outage);
  EXPECT_EQ(outcome.reason, kA + "/send: slow; " + kB + "/send: untrusted; " + kC + "/send: HTTP 503");
  EXPECT_THAT(http_.urls, ElementsAre(kA + "/send", kB + "/send", kC + "/send"));
  EXPECT_THAT(warnings_, IsEmpty()) << "the reason says it all";
}

TEST_F(ClientTest, a_base_url_that_was_down_while_another_served_is_warned_of) {
  prepare({status(502), code(0)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Success);
  EXPECT_EQ(outcome.reason, "");
  EXPECT_THAT(warnings_, ElementsAre(kA + "/send: HTTP 502; " + kB + " served instead"));
}

class NoOutage : public ClientTest, public testing::WithParamInterface<int> {};

TEST_P(NoOutage, moves_on) {
  prepare({status(GetParam()), code(0)});
  EXPECT_NE(send().meaning, Meaning::Success);
  EXPECT_EQ(http_.urls.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Client, NoOutage, testing::Values(400, 401, 403, 404, 408, 422, 429));

TEST_F(ClientTest, a_refusal_is_not_asked_for_elsewhere) {
  prepare({code(20, "Request could not be processed"), code(0)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Refused);
  EXPECT_EQ(
      outcome.reason,
      kA + "/send: HTTP 200, response_code 20 (\"Request could not be processed\"); the service does not "
           "send to this contact, check it in users.map");
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(ClientTest, a_refusal_after_an_outage_has_both_reasons) {
  prepare({status(500), code(20)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Refused);
  EXPECT_THAT(outcome.reason, AllOf(HasSubstr(kA + "/send: HTTP 500"), HasSubstr(kB + "/send: HTTP 200")));
}

TEST_F(ClientTest, a_cancelled_order_is_not_tried_elsewhere) {
  prepare({failed(FailureKind::Cancelled), code(0)});
  EXPECT_EQ(send().meaning, Meaning::Cancelled);
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(ClientTest, an_outage_at_the_end_of_the_time_is_not_tried_elsewhere) {
  deadline_ = base::Deadline::after(std::chrono::milliseconds(0));
  prepare({failed(FailureKind::Timeout), code(0)});
  EXPECT_EQ(send().meaning, Meaning::Outage);
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(ClientTest, the_base_url_that_served_last_comes_first) {
  prepare({status(500), code(0), code(0), status(500), code(0)});
  EXPECT_EQ(send().meaning, Meaning::Success);  // B
  EXPECT_EQ(send().meaning, Meaning::Success);  // B
  EXPECT_EQ(send().meaning, Meaning::Success);  // B is down, then A
  EXPECT_THAT(http_.urls, ElementsAre(kA + "/send", kB + "/send", kB + "/send", kB + "/send", kA + "/send"));
}

TEST_F(ClientTest, verify_goes_where_the_code_came_from) {
  prepare({status(500), code(0), code(0)});
  ASSERT_EQ(send().meaning, Meaning::Success);
  EXPECT_EQ(verify().meaning, Meaning::Success);
  EXPECT_EQ(http_.urls.back(), kB + "/verify");
  EXPECT_EQ(http_.bodies.back(), R"({"to":"+61400000001","otp":"123456"})");
}

TEST_F(ClientTest, an_order_that_fails_does_not_move_the_code_that_is_running) {
  prepare({code(0), status(500), code(20), code(0)});
  ASSERT_EQ(send().meaning, Meaning::Success);
  ASSERT_EQ(send().meaning, Meaning::Refused);  // by B
  EXPECT_EQ(verify().meaning, Meaning::Success);
  EXPECT_EQ(http_.urls.back(), kA + "/verify");
}

TEST_F(ClientTest, resend_asks_the_holder_of_the_code_to_resend_and_others_to_send) {
  prepare({code(0), status(500), status(500), code(0), code(0)});
  ASSERT_EQ(send().meaning, Meaning::Success);
  EXPECT_EQ(resend().meaning, Meaning::Success);  // by C, which holds the code from now on
  EXPECT_EQ(resend().meaning, Meaning::Success);
  EXPECT_THAT(http_.urls,
              ElementsAre(kA + "/send", kA + "/resend_otp", kB + "/send", kC + "/send", kC + "/resend_otp"));
  EXPECT_EQ(http_.bodies[1], R"({"to":"+61400000001","channel":"sms"})");
}

TEST_F(ClientTest, only_a_verification_may_be_written_twice) {
  prepare({code(0), code(0), code(0)});
  send();
  resend();
  verify();
  EXPECT_THAT(http_.repeats, ElementsAre(Repeat::Never, Repeat::Never, Repeat::Allowed));
}

TEST_F(ClientTest, a_verification_is_tried_once_more_at_the_same_url_after_a_quick_outage) {
  for (const HttpResult& outage :
       {failed(FailureKind::Network), failed(FailureKind::Tls), status(503), status(200)}) {
    http_.urls.clear();
    warnings_.clear();
    prepare({outage, code(0)});
    const Outcome outcome = verify();
    EXPECT_EQ(outcome.meaning, Meaning::Success);
    EXPECT_EQ(outcome.reason, "");
    EXPECT_THAT(http_.urls, ElementsAre(kA + "/verify", kA + "/verify"));
    EXPECT_THAT(warnings_, ElementsAre(HasSubstr(kA + "/verify: ")));
  }
}

TEST_F(ClientTest, a_verification_is_tried_twice_at_most) {
  prepare({status(503), failed(FailureKind::Network, "gone"), code(0)});
  const Outcome outcome = verify();
  EXPECT_EQ(outcome.meaning, Meaning::Outage);
  EXPECT_EQ(outcome.reason, kA + "/verify: HTTP 503; " + kA + "/verify: gone");
  EXPECT_EQ(http_.urls.size(), 2U);
}

TEST_F(ClientTest, a_verification_that_timed_out_or_was_cancelled_is_not_tried_again) {
  prepare({failed(FailureKind::Timeout), failed(FailureKind::Cancelled), code(0)});
  EXPECT_EQ(verify().meaning, Meaning::Outage);
  EXPECT_EQ(verify().meaning, Meaning::Cancelled);
  EXPECT_EQ(http_.urls.size(), 2U);
}

TEST_F(ClientTest, a_verification_is_not_tried_again_when_the_time_is_over) {
  deadline_ = base::Deadline::after(std::chrono::milliseconds(0));
  prepare({failed(FailureKind::Network), code(0)});
  EXPECT_EQ(verify().meaning, Meaning::Outage);
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(ClientTest, a_rejection_is_not_tried_again) {
  prepare({code(20), code(0)});
  EXPECT_EQ(verify().meaning, Meaning::Rejected);
  EXPECT_EQ(http_.urls.size(), 1U);
}

TEST_F(ClientTest, slow_down_carries_the_time_to_wait) {
  prepare({HttpAnswer{429, "", std::chrono::seconds(7)}, HttpAnswer{429, "", std::nullopt}});
  Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::SlowDown);
  EXPECT_EQ(outcome.retry_after, std::chrono::seconds(7));
  outcome = verify();
  EXPECT_EQ(outcome.meaning, Meaning::SlowDown);
  EXPECT_EQ(outcome.retry_after, std::nullopt);
}

TEST_F(ClientTest, refused_credentials_name_their_file) {
  prepare({status(401)});
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Misconfigured);
  EXPECT_THAT(outcome.reason, HasSubstr("/etc/ozibus/credentials"));
}

TEST_F(ClientTest, no_reason_holds_a_secret_that_the_server_quotes) {
  const std::string words = "123456 for +61400000001 by sk_secret_key and secret-bearer";
  prepare({code(20, words), code(20, words)});
  for (const std::string& reason : {send().reason, verify().reason}) {
    EXPECT_THAT(reason, HasSubstr(" for "));
    EXPECT_THAT(reason, Not(HasSubstr("+61400000001")));
    EXPECT_THAT(reason, Not(HasSubstr("secret")));
  }
  prepare({code(20, words)});
  EXPECT_THAT(verify().reason, Not(HasSubstr("123456")));
}

TEST_F(ClientTest, a_bearer_that_has_expired_is_warned_of_once) {
  credentials_.bearer = Secret("e30.eyJleHAiOjE3NDIxMTY1MjV9.c2ln");
  prepare({code(0), code(0)});
  send();
  verify();
  EXPECT_THAT(warnings_, ElementsAre("bearer token expired 2025-03-16 09:15 UTC; rotate it"));
}

}  // namespace
}  // namespace ozibus::api
