// SPDX-License-Identifier: Apache-2.0
// on_unavailable = "allow" lets in when nobody answers at all, and in no other case: whoever can disturb
// one answer must not get in by it.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/certificates.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"
#include "tests/module/processes.h"

namespace ozibus::module_tests {
namespace {

using fakes::Judge;
using fakes::Receive;
using fakes::Reset;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kAllow = "on_unavailable = \"allow\"\n";
const std::string kNotChecked = "The code could not be checked. ";

std::string url_where_nobody_listens() {
  const ScriptedServer gone({});
  return gone.url();
}

// Facility and severity of the newest line with that text, which is in the log already.
std::string priority_of(const std::string& text) {
  std::ifstream log(std::getenv("OZIBUS_SYSLOG"));
  std::string priority;
  for (std::string line; std::getline(log, line);) {
    if (line.find(text) != std::string::npos) priority = line.substr(0, line.find('>') + 1);
  }
  return priority;
}

class OutageAllowed : public ::testing::Test {
 protected:
  static void lets_in(const std::string& base_url) {
    Site site(base_url);
    site.configure("", "", kAllow);
    const Syslog log = log_from_now_on();
    PamClient client;
    EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
    EXPECT_THAT(client.messages, IsEmpty());
    EXPECT_THAT(log.lines_with("result="),
                ElementsAre(AllOf(HasSubstr("result=unavailable user=daemon"), HasSubstr("sends=0"),
                                  HasSubstr("LET IN WITHOUT A CODE"), HasSubstr("on_unavailable"))));
    EXPECT_EQ(priority_of("LET IN WITHOUT A CODE"), "<84>");  // authpriv.warning
    EXPECT_THAT(log.lines_with("authentication failure"), IsEmpty());
  }
};

TEST_F(OutageAllowed, lets_in_with_a_warning_that_says_so) {
  lets_in(url_where_nobody_listens());
}

TEST_F(OutageAllowed, lets_in_when_no_connection_brings_an_answer) {
  const ScriptedServer first({Script{Receive{}, Reset{}}});
  const ScriptedServer second({Script{Receive{}}});
  lets_in(first.url() + "\", \"" + second.url());
  EXPECT_EQ(second.requests().size(), 1U);
}

TEST_F(OutageAllowed, lets_nobody_in_by_itself) {
  const Site site(url_where_nobody_listens());
  PamClient client;
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
}

// Whoever runs sudo can freeze what it starts, by the cgroup that is his own.
TEST(OutageThatMayBeNone, lets_nobody_in_when_the_helper_was_frozen) {
  const ScriptedServer server({Script{Judge{[](const fakes::Request&) {
    const auto helpers = processes_named("ozibus-helper");
    EXPECT_EQ(helpers.size(), 1U);
    const pid_t helper = std::stoi(helpers.at(0).filename());
    EXPECT_EQ(::kill(helper, SIGSTOP), 0);
    // Longer than the time limit of the request, and than any turn of waiting takes.
    ::poll(nullptr, 0, 2500);
    EXPECT_EQ(::kill(helper, SIGCONT), 0);
    return kDone;
  }}}});
  Site site(server.url());
  site.configure("request_timeout = \"1s\"", "", kAllow);
  PamClient client;
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL);
}

TEST(OutageThatMayBeNone, lets_nobody_in_when_the_helper_cannot_read_where_names_are) {
  for (const char* file : {"/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf"}) {
    Site site("https://otp.example/v1");
    site.configure("", "", kAllow);
    const Syslog log = log_from_now_on();
    ASSERT_EQ(::chmod(file, 0600), 0);
    PamClient client;
    EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL) << file;
    ASSERT_EQ(::chmod(file, 0644), 0);
    EXPECT_THAT(log.lines_with("result="),
                ElementsAre(AllOf(HasSubstr("name not found"), HasSubstr(file), HasSubstr("chmod 644"))));
  }
}

// Somebody is there, or it is the administrator's to mend, or the user's.
struct NoOutage {
  const char* name;
  std::string answer;  // empty: nobody is asked
  std::string map;
  int pam;
  const char* result;
};

std::ostream& operator<<(std::ostream& out, const NoOutage& row) {
  return out << row.name;
}

class OutageOrNot : public ::testing::TestWithParam<NoOutage> {};

TEST_P(OutageOrNot, lets_nobody_in) {
  const NoOutage& row = GetParam();
  const ScriptedServer server({answering({row.answer})});
  Site site(url_where_nobody_listens() + "\", \"" + server.url());
  site.configure("", "", kAllow);
  site.write("users.map", row.map, 0640);
  const Syslog log = log_from_now_on();
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), row.pam);
  EXPECT_THAT(client.messages, ElementsAre(Field(&Message::style, PAM_ERROR_MSG)));
  EXPECT_THAT(log.lines_with(" result="),
              ElementsAre(AllOf(HasSubstr(std::string("result=") + row.result + " user=daemon"),
                                Not(HasSubstr("LET IN")))));
  EXPECT_EQ(server.requests().size(), row.answer.empty() ? 0U : 1U);
}

const std::string kMap = "daemon: +61400000001\n";

INSTANTIATE_TEST_SUITE_P(
    Rows, OutageOrNot,
    ::testing::Values(
        NoOutage{"server_error", response(500, ""), kMap, PAM_AUTHINFO_UNAVAIL, "unavailable"},
        NoOutage{"nonsense", response(200, "<html>"), kMap, PAM_AUTHINFO_UNAVAIL, "unavailable"},
        NoOutage{"half_an_answer", "HTTP/1.1 200 OK\r\nConte", kMap, PAM_AUTHINFO_UNAVAIL, "unavailable"},
        NoOutage{"unauthorized", response(401, ""), kMap, PAM_SERVICE_ERR, "misconfigured"},
        NoOutage{"refused", kRejected, kMap, PAM_AUTH_ERR, "rejected"},
        NoOutage{"slow_down", response(429, ""), kMap, PAM_AUTH_ERR, "limited"},
        NoOutage{"user_without_a_contact", "", "", PAM_USER_UNKNOWN, "unenrolled"},
        NoOutage{"user_with_a_broken_line", "", "daemon: 0400\n", PAM_SERVICE_ERR, "misconfigured"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(OutageThatMayBeNone, lets_nobody_in_when_the_budget_ends_before_every_base_url_was_asked) {
  const ScriptedServer first({Script{Receive{}, Reset{}}});
  const ScriptedServer second({answering({kDone, kDone})});
  Site site(first.url() + "\", \"" + second.url());
  site.configure("", "", kAllow + "send_limit = \"1 per 15m\"");
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
  EXPECT_EQ(second.connections(), 0U);
}

TEST(OutageOfTrust, lets_nobody_in) {
  const fakes::Authority authority;
  const fakes::Identity identity = authority.issue();
  const ScriptedServer server({}, fakes::Tls{identity});
  Site site(server.url());
  site.configure("", "", kAllow);
  const Syslog log = log_from_now_on();
  PamClient client;
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("certificate")));
}

TEST(OutageOfTrust, is_no_matter_for_a_user_whom_the_system_does_not_know) {
  Site site(url_where_nobody_listens());
  site.configure("", "", kAllow);
  site.write("users.map", "*: {user}@example.com\n", 0640);
  PamClient client;
  EXPECT_EQ(client.authenticate(site.services(), "no-such-user"), PAM_USER_UNKNOWN);
}

class OutageInTheMiddle : public ::testing::Test {
 protected:
  // A site whose service plays these scripts and can be taken down.
  void serve(std::vector<Script> scripts) {
    server_ = std::make_unique<ScriptedServer>(std::move(scripts));
    site_ = std::make_unique<Site>(server_->url());
    site_->configure("", "resend_wait = \"0s\"", kAllow);
  }
  void take_service_down() { server_.reset(); }
  int log_in() { return client.authenticate(site_->services(), kUser); }
  [[nodiscard]] Memory memory() const { return Memory(*site_); }

  PamClient client;

 private:
  std::unique_ptr<ScriptedServer> server_;
  std::unique_ptr<Site> site_;
};

TEST_F(OutageInTheMiddle, lets_nobody_in_whose_code_was_rejected) {
  serve({answering({kDone, kRejected, kDone, kDone})});
  const Syslog log = log_from_now_on();
  client.will_type("111111");
  client.will_do([this] { take_service_down(); }, "222222");
  client.will_type("r");
  client.will_type("333333");
  EXPECT_EQ(log_in(), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kSent), asked("That code was not accepted. 2 attempts left.\n" + kQuestion),
                          asked(kNotChecked + "1 attempt left.\n" + kQuestion),
                          asked("A code could not be sent to +61*****001 by SMS.\n" + kQuestion),
                          warned(kNotAvailable)));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=unavailable user=daemon")));
  EXPECT_THAT(log.lines_with("authentication failure"), ::testing::SizeIs(1)) << "a code was rejected";
}

TEST_F(OutageInTheMiddle, lets_nobody_in_who_was_sent_a_code) {
  serve({answering({kDone})});
  client.will_do([this] { take_service_down(); }, "111111");
  client.will_give_nothing();
  EXPECT_EQ(log_in(), PAM_CONV_ERR);
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kSent), asked(kNotChecked + "2 attempts left.\n" + kQuestion)));
}

// A kept connection that ends with the code in the service's hands is made anew, and the code is posted
// once more beyond that; these end in the same way.
const Script kKeepsTheCode{Receive{}, Send{kDone}, Receive{}};
const Script kKeepsItAgain{Receive{}};

TEST_F(OutageInTheMiddle, leaves_a_second_try_to_whose_answer_was_lost) {
  serve({kKeepsTheCode, kKeepsItAgain, kKeepsItAgain, answering({kDone})});
  client.will_type("123456");
  client.will_do(
      [this] { EXPECT_EQ(memory().overview().rejections, 1) << "it may have been judged, and wrong"; },
      "123456");
  EXPECT_EQ(log_in(), PAM_SUCCESS);
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kSent), asked(kNotChecked + "2 attempts left.\n" + kQuestion)));
  EXPECT_EQ(memory().overview().rejections, 1);
}

TEST_F(OutageInTheMiddle, leaves_the_recovery_codes_to_whose_answer_was_lost) {
  serve({kKeepsTheCode, kKeepsItAgain, kKeepsItAgain});
  const auto codes = memory().make_recovery_codes(2);
  const Syslog log = log_from_now_on();
  client.will_type("123456");
  client.will_type(codes[1]);
  EXPECT_EQ(log_in(), PAM_SUCCESS);
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kSent), asked(kNotChecked + "2 attempts left.\n" + kQuestion)));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=recovery user=daemon")));
}

TEST_F(OutageInTheMiddle, lets_nobody_in_whose_every_answer_was_lost) {
  serve({kKeepsTheCode, kKeepsItAgain, kKeepsItAgain});  // and nobody serves whoever comes after
  for (int i = 0; i < 4; ++i)
    client.will_type("123456");
  EXPECT_EQ(log_in(), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kSent), asked(kNotChecked + "2 attempts left.\n" + kQuestion),
                          asked(kNotChecked + "1 attempt left.\n" + kQuestion), warned(kNotAvailable)));
  EXPECT_EQ(memory().overview().rejections, 3);
}

}  // namespace
}  // namespace ozibus::module_tests
