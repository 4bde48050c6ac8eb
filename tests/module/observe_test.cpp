// SPDX-License-Identifier: Apache-2.0
// mode = "observe": whatever happens is logged as it would have been, and nobody is refused for it.
#include <chrono>
#include <functional>
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

using fakes::Script;
using fakes::ScriptedServer;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Refusal {
  const char* name;
  const char* result;
  const char* reason;
  std::vector<Script> service;
  std::function<void(Site&, PamClient&)> cause;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
  return out << refusal.name;
}

class Observe : public ::testing::TestWithParam<Refusal> {};

TEST_P(Observe, refuses_nobody_and_tells_the_log_what_would_have_been) {
  const Refusal& refusal = GetParam();
  // A module that decides nothing, alone in its stack, gives libpam no reason to let anybody in.
  for (const auto& [stack, pam] :
       {std::pair("auth required MODULE\nauth required pam_permit.so\n", PAM_SUCCESS),
        std::pair("auth required MODULE\n", PAM_PERM_DENIED)}) {
    const ScriptedServer server(refusal.service);
    Site site(server.url());
    site.configure("", "", "mode = \"observe\"");
    site.stack(stack);
    PamClient client;
    refusal.cause(site, client);
    const Syslog log = log_from_now_on();
    EXPECT_EQ(client.authenticate(site.services(), kUser), pam) << stack;
    EXPECT_THAT(client.messages, Each(Field(&Message::style, PAM_PROMPT_ECHO_ON))) << "no farewell";
    EXPECT_THAT(log.lines_with(" result="),
                ElementsAre(AllOf(HasSubstr(std::string("result=") + refusal.result + " mode=observe "),
                                  HasSubstr("user=daemon service=login"), HasSubstr(refusal.reason))));
    EXPECT_THAT(log.lines_with("authentication failure"), IsEmpty());
  }
}

// What the person types does not matter.
const auto at_the_site = [](std::function<void(Site&)> cause) {
  return [cause = std::move(cause)](Site& site, PamClient&) { cause(site); };
};
const auto typing = [](std::vector<std::string> lines) {
  return [lines = std::move(lines)](Site&, PamClient& client) {
    for (const auto& line : lines)
      client.will_type(line);
  };
};

INSTANTIATE_TEST_SUITE_P(
    Refusals, Observe,
    ::testing::Values(
        Refusal{"wrong_codes",
                "maxtries",
                "every attempt is used",
                {answering({kDone, kRejected, kRejected, kRejected})},
                typing({"111111", "222222", "333333"})},
        Refusal{"ctrl_d", "aborted", "no answer was given", {answering({kDone})}, typing({})},
        Refusal{"ctrl_d_after_a_wrong_code",
                "aborted",
                "no answer was given",
                {answering({kDone, kRejected})},
                typing({"111111"})},
        Refusal{"a_conversation_that_fails",
                "aborted",
                "the application could not ask",
                {answering({kDone})},
                [](Site&, PamClient& client) { client.will_fail(); }},
        Refusal{"no_conversation",
                "aborted",
                "no conversation",
                {},
                [](Site&, PamClient& client) { client.has_conversation = false; }},
        Refusal{"lines_that_are_no_code",
                "rejected",
                "three lines",
                {answering({kDone})},
                typing({"", "?", "what?"})},
        Refusal{"a_service_that_is_down", "unavailable", "base_urls", {}, typing({})},
        Refusal{"a_service_that_refuses",
                "misconfigured",
                "/credentials",
                {answering({fakes::response(401, "")})},
                typing({})},
        Refusal{
            "credentials_that_others_can_read", "misconfigured", "chmod 600", {}, at_the_site([](Site& site) {
              ASSERT_EQ(::chmod(site.path("credentials").c_str(), 0644), 0);
            })},
        Refusal{"a_state_folder_that_others_can_read",
                "misconfigured",
                "chmod 700",
                {},
                at_the_site([](Site& site) { ASSERT_EQ(::chmod(site.path("state").c_str(), 0755), 0); })},
        Refusal{"no_state_folder", "misconfigured", "/state: No such file", {}, at_the_site([](Site& site) {
                  site.remove("state");
                })},
        Refusal{"a_locked_user", "locked", "ozibusctl unlock", {}, at_the_site([](Site& site) {
                  Memory(site).have_typed_wrong_codes(10);
                })},
        Refusal{"a_spent_budget", "limited", "send_limit", {}, at_the_site([](Site& site) {
                  Memory(site).have_ordered(5);
                })},
        Refusal{"a_user_who_is_not_enrolled", "unenrolled", "/users.map", {}, at_the_site([](Site& site) {
                  site.write("users.map", "", 0640);
                })},
        Refusal{
            "a_line_that_cannot_be_read", "misconfigured", "/users.map:1:9", {}, at_the_site([](Site& site) {
              site.write("users.map", "daemon: 0400\n", 0640);
            })}),
    [](const auto& refusal) { return std::string(refusal.param.name); });

TEST(ObserveMode, refuses_nobody_whom_the_system_does_not_know) {
  const ScriptedServer server({});
  Site site(server.url());
  site.configure("", "", "mode = \"observe\"");
  const Syslog log = log_from_now_on();
  PamClient client;
  EXPECT_EQ(client.authenticate(site.services(), "no-such-user"), PAM_PERM_DENIED);
  EXPECT_THAT(client.messages, IsEmpty());
  EXPECT_THAT(log.lines_with("no-such-user"),
              ElementsAre(HasSubstr("result=unenrolled mode=observe user=no-such-user")));
}

TEST(ObserveMode, lets_in_whose_code_is_right) {
  const ScriptedServer server({answering({kDone, kRejected, kDone})});
  Site site(server.url());
  site.configure("", "", "mode = \"observe\"");
  const Syslog log = log_from_now_on();
  PamClient client;
  client.will_type("111111");
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kSent), asked("That code was not accepted. 2 attempts left.\n" + kQuestion)));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=accepted mode=observe user=daemon")));
}

TEST(ObserveMode, is_none_where_the_configuration_cannot_be_read) {
  const ScriptedServer server({answering({kDone, kDone})});
  Site site(server.url());
  site.stack("auth required MODULE\nauth required pam_permit.so\n");
  struct Fault {
    std::string policy;
    mode_t mode;
  };
  for (const Fault& fault : {Fault{"mode = \"observe\"\nremembr = \"1h\"", 0644},
                             Fault{"mode = \"observe\"\nremember = 1", 0644}, Fault{"mode = \"observe", 0644},
                             Fault{"mode = \"Observe\"", 0644}, Fault{"mode = \"observe\"", 0666}}) {
    site.configure("", "", fault.policy);
    ASSERT_EQ(::chmod(site.path("ozibus.conf").c_str(), fault.mode), 0);
    const Syslog log = log_from_now_on();
    PamClient client;
    client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SERVICE_ERR) << fault.policy;
    EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
    EXPECT_THAT(log.lines_with("result="),
                ElementsAre(AllOf(HasSubstr("result=misconfigured user=daemon"), HasSubstr("/ozibus.conf"),
                                  Not(HasSubstr("observe ")))));
  }
  EXPECT_EQ(server.connections(), 0U);
}

}  // namespace
}  // namespace ozibus::module_tests
