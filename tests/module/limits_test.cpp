// SPDX-License-Identifier: Apache-2.0
// What a user and a client address may order, how often codes may be wrong, the codes for recovery, and
// the code that is running already.
#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"

namespace ozibus::module_tests {
namespace {

using fakes::ScriptedServer;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kTooManySent =
    "Too many codes were sent. Try again in 15 minutes or ask your administrator.";
const std::string kTooManyFromNetwork =
    "Too many codes were asked for from your network. Try again in 15 minutes or ask your "
    "administrator.";
const std::string kLocked = "Too many wrong codes. Try again in 60 minutes or ask your administrator.";
const std::string kNotAccepted = "That code was not accepted. ";
const std::string kAlreadySent = "A moment ago a code was sent to +61*****001 by SMS.\n" + kQuestion;

class Limits : public ::testing::Test {
 protected:
  Limits() {
    site.write("users.map", "daemon: +61400000001, daemon@example.com\nroot: +61400000002\n", 0640);
  }

  void configure(const std::string& policy, const std::string& resend_wait = "0s") {
    site.configure("", "resend_wait = \"" + resend_wait + "\"", policy);
  }
  PamClient log_in(int pam, const std::vector<std::string>& typed, const std::string& user = kUser,
                   const std::string& rhost = kClient) {
    PamClient client;
    client.rhost = rhost;
    for (const auto& line : typed)
      client.will_type(line);
    EXPECT_EQ(client.authenticate(site.services(), user), pam);
    return client;
  }

  // Enough for all that these tests order; each login sends one connection's requests.
  ScriptedServer server{std::vector(4, answering({kDone, kRejected, kRejected, kDone}))};
  Site site{server.url()};
  const Memory memory{site};
  const Syslog log = log_from_now_on();
};

TEST_F(Limits, of_a_user_end_the_orders_from_wherever_they_come) {
  configure("send_limit = \"2 per 15m\"");
  log_in(PAM_CONV_ERR, {});
  const auto last = log_in(PAM_CONV_ERR, {}, kUser, "192.0.2.8");
  EXPECT_THAT(last.messages, ElementsAre(asked("A code was sent to +61*****001 by SMS.\nCode: ")));
  for (const char* rhost : {"192.0.2.7", "192.0.2.9", "gw.example", ""}) {
    const auto limited = log_in(PAM_MAXTRIES, {"123456"}, kUser, rhost);
    EXPECT_THAT(limited.messages, ElementsAre(warned(kTooManySent))) << rhost;
  }
  EXPECT_THAT(log.lines_with("result=limited user=daemon"),
              ElementsAre(HasSubstr("send_limit"), HasSubstr("in 15m"), HasSubstr("ozibusctl unlock"),
                          HasSubstr("sends=0")));
  EXPECT_EQ(log.lines_with("authentication failure").size(), 4U);
  EXPECT_EQ(server.requests().size(), 2U);

  const auto other = log_in(PAM_CONV_ERR, {}, "root");
  EXPECT_THAT(other.messages,
              ElementsAre(asked("A code was sent to +61*****002 by SMS.\nCode (r: send again): ")));
}

TEST_F(Limits, of_a_client_address_hold_for_all_users_together) {
  configure("send_limit_host = \"2 per 15m\"");
  log_in(PAM_CONV_ERR, {});
  log_in(PAM_CONV_ERR, {});
  const auto limited = log_in(PAM_MAXTRIES, {"123456"}, "root");
  EXPECT_THAT(limited.messages, ElementsAre(warned(kTooManyFromNetwork)));
  EXPECT_THAT(log.lines_with("result=limited user=root"), ElementsAre(HasSubstr("send_limit_host")));
  EXPECT_EQ(server.requests().size(), 2U);

  const auto from_elsewhere = log_in(PAM_CONV_ERR, {}, "root", "192.0.2.8");
  EXPECT_THAT(from_elsewhere.messages,
              ElementsAre(asked("A code was sent to +61*****002 by SMS.\nCode (r: send again): ")));
}

TEST_F(Limits, of_wrong_codes_lock_the_user_out_also_with_the_right_one) {
  configure("lockout = \"2 per 1h\"");
  const auto guessing = log_in(PAM_MAXTRIES, {"111111", "222222", "123456"});
  EXPECT_THAT(guessing.messages,
              ElementsAre(asked(kSent), asked(kNotAccepted + "2 attempts left.\n" + kQuestion),
                          asked(kNotAccepted + "1 attempt left.\n" + kQuestion), warned(kLocked)));
  EXPECT_EQ(server.requests().size(), 3U) << "the third code was not judged";
  const auto locked = log_in(PAM_MAXTRIES, {"123456"}, kUser, "192.0.2.8");
  EXPECT_THAT(locked.messages, ElementsAre(warned(kLocked)));
  EXPECT_EQ(server.requests().size(), 3U);
  EXPECT_THAT(log.lines_with("result=locked user=daemon"),
              ElementsAre(HasSubstr("attempts=2"),
                          AllOf(HasSubstr("sends=0 attempts=0"), HasSubstr("ozibusctl unlock"))));
  EXPECT_EQ(log.lines_with("authentication failure").size(), 2U);

  ASSERT_TRUE(memory.administration().unlock());
  EXPECT_THAT(log_in(PAM_CONV_ERR, {}).messages, ElementsAre(asked(kSent)));
}

TEST_F(Limits, leave_a_right_code_uncounted) {
  configure("lockout = \"3 per 1h\"");
  log_in(PAM_SUCCESS, {"111111", "222222", "123456"});
  EXPECT_EQ(memory.overview().rejections, 2);
}

class LimitsAndRecovery : public Limits {
 protected:
  void give_codes() { codes = memory.make_recovery_codes(2); }
  std::vector<std::string> codes;
};

TEST_F(LimitsAndRecovery, take_a_code_at_the_prompt_and_none_twice) {
  configure("");
  give_codes();
  EXPECT_THAT(log_in(PAM_SUCCESS, {codes[0]}).messages, ElementsAre(asked(kSent)));
  EXPECT_EQ(server.requests().size(), 1U) << "a recovery code is nobody else's to see";
  EXPECT_THAT(log.lines_with("result=recovery user=daemon"),
              ElementsAre(HasSubstr("recovery codes left: 1")));
  const auto again = log_in(PAM_CONV_ERR, {codes[0]});
  EXPECT_THAT(again.messages,
              ElementsAre(asked(kSent), asked(kNotAccepted + "2 attempts left.\n" + kQuestion)));
  EXPECT_EQ(memory.overview().recovery_codes, 1);
  EXPECT_EQ(memory.overview().rejections, 1);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(LimitsAndRecovery, take_one_over_the_send_limit) {
  configure("send_limit = \"5 per 15m\"");
  give_codes();
  memory.have_ordered(5);
  const auto client = log_in(PAM_SUCCESS, {"123456", codes[1]});
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kTooManySent + "\nRecovery code: "),
                          asked("That does not look like a recovery code.\nRecovery code: ")));
  EXPECT_EQ(server.connections(), 0U);
  EXPECT_THAT(log.lines_with("result=recovery user=daemon"), ElementsAre(HasSubstr("send_limit")));
}

TEST_F(LimitsAndRecovery, take_one_in_an_outage) {
  const ScriptedServer down({});
  Site outage(down.url());
  const auto code = Memory(outage).make_recovery_codes(1).front();
  PamClient client;
  client.will_type("AAAA-BBBB-CCCC");
  client.will_type(code);
  EXPECT_EQ(client.authenticate(outage.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(client.messages, ElementsAre(asked("No code can be sent at the moment.\nRecovery code: "),
                                           asked(kNotAccepted + "2 attempts left.\nRecovery code: ")));
  PamClient without;
  without.will_type(code);
  EXPECT_EQ(without.authenticate(outage.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(without.messages, ElementsAre(warned(kNotAvailable)));
}

TEST_F(LimitsAndRecovery, take_none_while_the_user_is_locked) {
  configure("lockout = \"10 per 1h\"");
  give_codes();
  memory.have_typed_wrong_codes(10);
  EXPECT_THAT(log_in(PAM_MAXTRIES, {codes[0]}).messages, ElementsAre(warned(kLocked)));
  EXPECT_EQ(memory.overview().recovery_codes, 2);
  EXPECT_EQ(server.connections(), 0U);
}

TEST_F(LimitsAndRecovery, count_a_wrong_one_like_any_wrong_code) {
  configure("lockout = \"2 per 1h\"");
  give_codes();
  const auto client = log_in(PAM_MAXTRIES, {"AAAA-BBBB-CCCC", "AAAA-BBBB-CCCD", codes[0]});
  EXPECT_EQ(client.messages.back(), warned(kLocked));
  EXPECT_EQ(memory.overview().recovery_codes, 2);
}

TEST(LimitsAndTheRunningCode, are_spared_by_a_second_login_that_asks_for_it) {
  // To a new connection the service answers what it would have to the old one.
  const ScriptedServer server({answering({kDone}), answering({kDone}), answering({kDone})});
  Site site(server.url());
  site.configure("", "resend_wait = \"10m\"", "send_limit = \"2 per 15m\"");
  const auto log_in = [&](const std::string& rhost, int pam) {
    PamClient client;
    client.rhost = rhost;
    if (pam == PAM_SUCCESS) client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), kUser), pam);
    return client.messages;
  };
  EXPECT_THAT(log_in(kClient, PAM_CONV_ERR), ElementsAre(asked(kSent)));
  const Syslog log = log_from_now_on();
  EXPECT_THAT(log_in(kClient, PAM_CONV_ERR), ElementsAre(asked(kAlreadySent)));
  EXPECT_THAT(log_in(kClient, PAM_SUCCESS), ElementsAre(asked(kAlreadySent)));
  EXPECT_THAT(log.await("result=", 2),
              ElementsAre(HasSubstr("sends=0 attempts=0"), HasSubstr("sends=0 attempts=1")));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].line(), "POST /v1/send HTTP/1.1");
  EXPECT_EQ(requests[1].line(), "POST /v1/verify HTTP/1.1");
  EXPECT_EQ(Memory(site).overview().sends, 1);
  // Accepted, it is no more; and it was another client's in any case.
  EXPECT_THAT(log_in("192.0.2.8", PAM_CONV_ERR),
              ElementsAre(asked("A code was sent to +61*****001 by SMS.\nCode: ")));
}

}  // namespace
}  // namespace ozibus::module_tests
