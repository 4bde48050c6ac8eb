// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {
namespace {

using fakes::Receive;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string kGood = R"({"response_code": 0})";

TEST(Log, has_one_line_for_a_login_that_was_accepted) {
  const ScriptedServer server(
      {Script{Receive{}, Send{response(200, kGood)}, Receive{}, Send{response(200, kGood)}}});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(
      log.lines_with("ozibus"),
      ElementsAre(MatchesRegex("ozibus-helper.[0-9]+.: result=accepted user=daemon service=login "
                               "rhost=192.0.2.7 tty=ssh channel=sms "
                               "contact=.61.....001 sends=1 attempts=1 elapsed_ms=[0-9]+ api_ms=[0-9]+")));
}

TEST(Log, has_a_failure_also_in_the_form_that_log_watchers_know) {
  const std::string rejected =
      response(200, R"({"response_code": 20, "response_message": "Request could not be processed"})");
  const ScriptedServer server({Script{Receive{}, Send{response(200, kGood)}, Receive{}, Send{rejected}}});
  Site site(server.url());
  site.configure("", "attempts = 1");
  const Syslog log;
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_MAXTRIES);
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=maxtries user=daemon")));
  EXPECT_THAT(log.lines_with("authentication failure"),
              ElementsAre(HasSubstr(
                  "pam_ozibus(login:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= "
                  "rhost=192.0.2.7  user=daemon")));
}

TEST(Log, has_a_failure_also_when_whoever_guesses_leaves_before_the_last_attempt) {
  const ScriptedServer server({Script{Receive{}, Send{response(200, kGood)}, Receive{},
                                      Send{response(200, R"({"response_code": 20})")}}});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  client.will_type("123456");
  client.will_fail();
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_THAT(log.await("authentication failure"),
              ElementsAre(HasSubstr(
                  "pam_ozibus(login:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= "
                  "rhost=192.0.2.7  user=daemon")));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=aborted user=daemon")));
}

TEST(Log, counts_no_failure_against_the_client_in_an_outage) {
  const ScriptedServer server({});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(log.lines_with("authentication failure"), ElementsAre());
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=unavailable")));
}

TEST(Log, cannot_be_forged_by_the_service_or_the_client) {
  const std::string evil =
      R"({"response_code": 7, "response_message": "x\" result=accepted user=root \u001b[2J\n result=accepted"})";
  const ScriptedServer server({Script{Receive{}, Send{response(200, evil)}}});
  const Site site(server.url());
  site.write("users.map", kUser + ": +61400000001\n", 0640);
  const Syslog log;
  PamClient client;
  client.rhost = "host result=accepted\nresult=accepted";
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTH_ERR);
  EXPECT_THAT(client.messages, ElementsAre(warned("A code could not be sent. Ask your administrator.")));
  const auto lines = log.lines_with("result=");
  // The line of the login, and the client's name in the failure line.
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], AllOf(HasSubstr(": result=rejected user=daemon service=login "
                                        "rhost=\"host result=accepted\\nresult=accepted\" tty=ssh"),
                              Not(HasSubstr("\x1b"))));
  EXPECT_THAT(lines[0], HasSubstr(R"(\x1b[2J)"));
  EXPECT_THAT(lines[1], HasSubstr(": authentication failure; "));
}

TEST(Log, never_holds_the_key_the_code_or_the_whole_contact) {
  const ScriptedServer server({Script{Receive{}, Send{response(200, kGood)}, Receive{},
                                      Send{response(500, "987654")}, Receive{}, Send{response(500, "")}}});
  Site site(server.url());
  site.stack("auth required MODULE debug\n");
  site.configure("", "attempts = 1");
  const Syslog log;
  PamClient client;
  client.will_type("987654");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  for (const char* secret : {"sk_secret_of_the_site", "987654", "61400000001", "daemon@example.com"}) {
    EXPECT_THAT(log.lines_with(secret), ElementsAre()) << secret;
  }
}

}  // namespace
}  // namespace ozibus::module_tests
