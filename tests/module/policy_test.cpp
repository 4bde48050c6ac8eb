// SPDX-License-Identifier: Apache-2.0
// Who needs no code: exempt users, remembered addresses, and whom an administrator lets pass; and names
// that nobody has.
#include <chrono>
#include <ostream>
#include <string>
#include <utility>
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

const std::string kAlone = "auth required MODULE\n";
const std::string kBeforePermit = "auth required MODULE\nauth required pam_permit.so\n";

struct Exemption {
  const char* name;
  std::string users;  // lines of [users]
  const char* map;
  const char* reason;
};

std::ostream& operator<<(std::ostream& out, const Exemption& exemption) {
  return out << exemption.name;
}

class PolicyExempts : public ::testing::TestWithParam<Exemption> {};

TEST_P(PolicyExempts, without_a_question_a_request_or_a_record) {
  const Exemption& exemption = GetParam();
  const ScriptedServer server({answering({kDone, kDone})});
  Site site(server.url());
  site.write("users.map", exemption.map, 0640);
  struct Stack {
    std::string lines;
    const char* result;  // a line of [users]
    int pam;
  };
  for (const Stack& stack : {Stack{kBeforePermit, "", PAM_SUCCESS}, Stack{kAlone, "", PAM_PERM_DENIED},
                             Stack{kAlone, "exempt_result = \"success\"\n", PAM_SUCCESS}}) {
    site.stack(stack.lines);
    site.configure("", "", "", exemption.users + stack.result);
    const Syslog log = log_from_now_on();
    PamClient client;
    client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), kUser), stack.pam);
    EXPECT_THAT(client.messages, IsEmpty());
    EXPECT_THAT(log.lines_with("result="),
                ElementsAre(AllOf(HasSubstr("result=exempt user=daemon service=login rhost=192.0.2.7"),
                                  HasSubstr(exemption.reason))));
    EXPECT_THAT(log.lines_with("authentication failure"), IsEmpty());
  }
  EXPECT_EQ(server.connections(), 0U);
  EXPECT_THAT(files_below(site.path("state")), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Rules, PolicyExempts,
    ::testing::Values(Exemption{"a_user", "exempt_users = [\"bin\", \"daemon\"]\n", "", "exempt_users"},
                      Exemption{"a_network", "exempt_networks = [\"192.0.2.0/24\"]\n",
                                "daemon: +61400000001\n", "exempt_networks: 192.0.2.0/24"},
                      Exemption{"who_is_not_enrolled", "unenrolled = \"skip\"\n", "root: +61400000001\n",
                                "unenrolled"}),
    [](const auto& exemption) { return std::string(exemption.param.name); });

TEST(PolicyExemptsNobody, whose_address_only_looks_like_one_of_the_network) {
  const ScriptedServer server({answering({kDone}), answering({kDone}), answering({kDone})});
  Site site(server.url());
  site.configure("", "resend_wait = \"0s\"", "", "exempt_networks = [\"192.0.2.0/24\"]\n");
  for (const char* rhost : {"198.51.100.7", "192.0.2.7.example", ""}) {
    PamClient client;
    client.rhost = rhost;
    EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_CONV_ERR) << rhost;
    EXPECT_THAT(client.messages, ElementsAre(asked(kSent))) << rhost;
  }
}

class PolicyRemembers : public ::testing::Test {
 protected:
  PolicyRemembers() { site.configure("", "resend_wait = \"0s\"", "remember = \"1h\""); }

  int log_in_from(const std::string& rhost) {
    client = {};
    client.rhost = rhost;
    client.will_type("123456");
    return client.authenticate(site.services(), kUser);
  }

  ScriptedServer server{std::vector(4, answering({kDone, kDone}))};
  Site site{server.url()};
  PamClient client;
};

TEST_F(PolicyRemembers, the_address_of_an_accepted_code) {
  EXPECT_EQ(log_in_from(kClient), PAM_SUCCESS);
  EXPECT_EQ(server.requests().size(), 2U);
  const Syslog log = log_from_now_on();
  EXPECT_EQ(log_in_from(kClient), PAM_SUCCESS);
  EXPECT_THAT(client.messages, IsEmpty());
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=remembered user=daemon")));

  EXPECT_EQ(log_in_from("192.0.2.8"), PAM_SUCCESS);
  EXPECT_THAT(client.messages, ElementsAre(asked(kSent)));
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(PolicyRemembers, no_name_and_no_missing_address) {
  for (const char* rhost : {"gw.example", "gw.example", "", ""}) {
    EXPECT_EQ(log_in_from(rhost), PAM_SUCCESS);
    EXPECT_THAT(client.messages, ElementsAre(asked(kSent))) << "'" << rhost << "'";
  }
}

TEST_F(PolicyRemembers, the_service_and_the_user_that_a_code_was_accepted_for) {
  ledger::Settings settings;
  settings.remember = std::chrono::hours(1);
  const Memory memory(site);
  ASSERT_TRUE(memory.another_login(settings, "sshd").accept());
  ASSERT_TRUE(Memory(site, "root").another_login(settings, "login").accept());
  EXPECT_EQ(log_in_from(kClient), PAM_SUCCESS);
  EXPECT_THAT(client.messages, ElementsAre(asked(kSent)));
}

TEST_F(PolicyRemembers, nothing_of_a_login_that_was_not_accepted) {
  PamClient leaving;
  leaving.will_give_nothing();
  EXPECT_EQ(leaving.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_EQ(log_in_from(kClient), PAM_SUCCESS);
  EXPECT_THAT(client.messages, ElementsAre(asked(kSent)));
}

TEST(PolicyBypass, lets_a_user_pass_until_it_ends) {
  const ScriptedServer server({answering({kDone})});
  const Site site(server.url());
  for (const std::string user : {"root", "daemon"}) {  // root has no line in the map
    const Memory memory(site, user);
    ASSERT_TRUE(memory.administration().bypass(std::chrono::hours(1)));
    for (int uses = 0; uses < 2; ++uses) {
      for (const auto& [stack, pam] : {std::pair(kAlone, PAM_PERM_DENIED), {kBeforePermit, PAM_SUCCESS}}) {
        site.stack(stack);
        const Syslog log = log_from_now_on();
        PamClient client;
        EXPECT_EQ(client.authenticate(site.services(), user), pam);
        EXPECT_THAT(client.messages, IsEmpty());
        EXPECT_THAT(log.lines_with("result="), ElementsAre(AllOf(HasSubstr("result=exempt user=" + user),
                                                                 HasSubstr("reason=\"bypass: "))));
      }
    }
    EXPECT_EQ(server.connections(), 0U);
    ASSERT_TRUE(memory.administration().bypass(std::chrono::milliseconds(0)));
    PamClient client;
    EXPECT_EQ(client.authenticate(site.services(), user), user == kUser ? PAM_CONV_ERR : PAM_USER_UNKNOWN);
    EXPECT_THAT(client.messages, ElementsAre(user == kUser ? asked(kSent) : warned(kNotAvailable)));
  }
}

TEST(PolicyNames, that_nobody_has_leave_no_trace_but_a_line_in_the_log) {
  const ScriptedServer server({});
  Site site(server.url());
  site.write("users.map", "*: {user}@example.com\n", 0640);
  site.configure("", "", "mode = \"enforce\"\nremember = \"1h\"");
  const auto before = files_below(site.path(""));
  for (const std::string& user : {std::string("../../../etc/passwd"), std::string("a/b"), std::string("."),
                                  std::string(4096, 'x'), std::string("\xff\xfe\x80")}) {
    const Syslog log = log_from_now_on();
    PamClient client;
    client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), user), PAM_USER_UNKNOWN) << user;
    EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable))) << user;
    EXPECT_THAT(log.lines_with(" result="), ElementsAre(HasSubstr("result=unenrolled user="))) << user;
  }
  const Syslog log = log_from_now_on();
  PamClient nobody;
  EXPECT_EQ(nobody.authenticate(site.services(), ""), PAM_CONV_ERR);
  EXPECT_THAT(nobody.messages, IsEmpty());
  EXPECT_THAT(log.lines_with(" result="), ElementsAre(HasSubstr("the application gave no login name")));
  EXPECT_EQ(server.connections(), 0U);
  EXPECT_TRUE(std::filesystem::is_empty(site.path("state")));
  EXPECT_EQ(files_below(site.path("")), before);
}

}  // namespace
}  // namespace ozibus::module_tests
