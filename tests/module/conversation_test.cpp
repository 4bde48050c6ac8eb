// SPDX-License-Identifier: Apache-2.0
// Applications that can't ask, or that answer by themselves.
#include <pthread.h>
#include <signal.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"
#include "tests/module/processes.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {
namespace {

using fakes::Receive;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kOk = R"({"response_code": 0})";
const Script kServesThree{Receive{}, Send{response(200, kOk)}, Receive{}, Send{response(200, kOk)},
                          Receive{}, Send{response(200, kOk)}};
const std::string kPassword = "hunter2x";  // eight letters and digits: it could be a code

// pam_exec asks for a password and leaves it to the modules behind it as PAM_AUTHTOK.
const std::string kPasswordFirst =
    "auth required pam_exec.so expose_authtok quiet /bin/true\nauth required MODULE\n";

TEST(Conversation, that_does_not_exist_costs_no_request) {
  const ScriptedServer server({kServesThree});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  client.has_conversation = false;
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_EQ(server.connections(), 0U);
  EXPECT_EQ(log.lines_with("result=aborted user=daemon").size(), 1U);
}

TEST(Conversation, that_fails_at_the_first_question_costs_no_request_with_ask_first) {
  const ScriptedServer server({kServesThree});
  Site site(server.url());
  site.configure("", "ask_first = true");
  const Syslog log;
  PamClient failing;
  failing.will_fail();
  failing.will_type("123456");
  EXPECT_EQ(failing.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_THAT(failing.messages, ElementsAre(asked("Press Enter for a code by SMS (m: by e-mail): ")));
  PamClient silent;
  silent.will_give_nothing();
  EXPECT_EQ(silent.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_EQ(silent.messages.size(), 1U);
  EXPECT_EQ(log.await("result=aborted", 2).size(), 2U);
  EXPECT_EQ(server.connections(), 0U);
}

TEST(Conversation, may_begin_with_the_persons_consent) {
  const ScriptedServer server({kServesThree});
  Site site(server.url());
  site.configure("", "ask_first = true");
  PamClient client;
  client.will_do([&server] { EXPECT_EQ(server.connections(), 0U); }, "");
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(client.messages,
              ElementsAre(asked("Press Enter for a code by SMS (m: by e-mail): "), asked(kSent)));
}

TEST(Conversation, that_fails_ends_the_login_at_once) {
  const ScriptedServer server({kServesThree});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  client.will_fail();
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_THAT(client.messages, ElementsAre(asked(kSent)));
  EXPECT_THAT(log.await("result="), ElementsAre(HasSubstr("result=aborted")));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Conversation, that_gives_no_answer_ends_the_login_at_once) {
  const ScriptedServer server({kServesThree});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  client.will_give_nothing();
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_THAT(client.messages, ElementsAre(asked(kSent)));
  EXPECT_THAT(log.await("result="), ElementsAre(HasSubstr("no answer was given")));
}

TEST(Conversation, hides_the_code_when_an_earlier_module_has_asked_for_a_password) {
  const ScriptedServer server({kServesThree});
  Site site(server.url());
  site.configure("", "echo = false");
  site.stack(kPasswordFirst);
  PamClient client;
  client.will_type(kPassword);
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(client.messages, ElementsAre(asked_hidden("Password: "), asked_hidden(kSent)));
}

TEST(Conversation, begins_with_a_visible_question_when_nothing_tells_a_password_from_a_code) {
  const ScriptedServer server({kServesThree});
  Site site(server.url());
  site.configure("", "echo = false");
  PamClient client;
  client.will_type("");
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(client.messages,
              ElementsAre(asked("Press Enter for a code by SMS (m: by e-mail): "), asked_hidden(kSent)));
}

TEST(Conversation, never_carries_the_password_of_the_first_factor_to_the_service) {
  for (const char* echo : {"echo = true", "echo = false"}) {
    const ScriptedServer server({kServesThree});
    Site site(server.url());
    site.configure("", echo);
    site.stack(kPasswordFirst);
    const Syslog log;
    PamClient client;
    client.will_type(kPassword);
    client.will_type(kPassword);
    client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_CONV_ERR);
    EXPECT_EQ(client.messages.size(), 2U);
    EXPECT_EQ(server.requests().size(), 1U);
    EXPECT_THAT(log.await("result="), ElementsAre(HasSubstr("was the password of the first factor")));
  }
}

TEST(Conversation, tells_why_it_failed_also_under_pam_silent_as_sudo_sets_it) {
  const ScriptedServer server({});
  const Site site(server.url());
  PamClient client;
  client.flags = PAM_SILENT;
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
}

TEST(Conversation, ends_when_the_time_is_up_even_though_the_application_still_waits_for_the_person) {
  const ScriptedServer server({kServesThree});
  Site site(server.url());
  site.configure("", "login_timeout = \"5s\"");  // the shortest there is
  const Syslog log;
  PamClient client;
  client.will_do([&log] { log.await("result=timeout"); }, "123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTH_ERR);
  EXPECT_THAT(client.messages, ElementsAre(asked(kSent), warned("Time is up. Log in again.")));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=timeout user=daemon")));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Conversation, is_brought_to_its_end_when_the_applications_thread_is_cancelled_in_it) {
  const ScriptedServer server({kServesThree});
  const Site site(server.url());
  PamClient client;
  client.will_do([] { ::pthread_cancel(::pthread_self()); }, "123456");
  struct Login {
    const Site& site;
    PamClient& client;
  } login{site, client};
  pthread_t thread{};
  const auto log_in = [](void* argument) -> void* {
    auto* mine = static_cast<Login*>(argument);
    (void)mine->client.authenticate(mine->site.services(), kUser);
    return nullptr;
  };
  ASSERT_EQ(::pthread_create(&thread, nullptr, log_in, &login), 0);
  ::pthread_join(thread, nullptr);
  // Cancelled within the module, the thread would not have passed the answer on.
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Conversation, ends_at_the_third_line_in_a_row_that_is_no_code) {
  const ScriptedServer server({kServesThree});
  Site site(server.url());
  site.configure("", "resends = 0");
  const Syslog log;
  PamClient client;
  for (const char* line : {"", "what?", "", "123456"})
    client.will_type(line);
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_AUTH_ERR);
  EXPECT_THAT(client.messages, ElementsAre(asked("A code was sent to +61*****001 by SMS.\nCode: "),
                                           asked("Type the code that was sent, then press Enter.\nCode: "),
                                           asked("That does not look like a code.\nCode: "),
                                           warned("No code was typed. Log in again.")));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=rejected user=daemon")));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Conversation, names_the_cause_when_sshd_has_replaced_the_answer) {
  const ScriptedServer server({kServesThree});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  client.will_type("\b\n\r\177INCORRECT");
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_CONV_ERR);
  EXPECT_EQ(client.messages.size(), 1U);
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("see PermitRootLogin")));
}

TEST(Conversation, ends_in_a_refusal_when_the_helper_is_killed_during_it) {
  const ScriptedServer server({kServesThree});
  const Site site(server.url());
  const Syslog log;
  PamClient client;
  client.will_do(
      [] {
        for (const auto& helper : processes_named("ozibus-helper")) {
          ::kill(std::stoi(helper.filename().string()), SIGKILL);
        }
      },
      "123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SERVICE_ERR);
  EXPECT_THAT(client.messages, ElementsAre(asked(kSent), warned(kNotAvailable)));
  EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("ended without a verdict")));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Conversation, may_hold_lines_of_any_length_and_any_bytes) {
  const ScriptedServer server({kServesThree});
  const Site site(server.url());
  PamClient client;
  client.will_type(std::string(100'000, '1'));
  client.will_type("\x1b[31m123456\xff");
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Conversation, names_the_contact_only_when_it_may) {
  const ScriptedServer server({kServesThree});
  Site site(server.url());
  site.configure("", "show_contact = \"hidden\"\nresends = 0");
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(client.messages, ElementsAre(asked("A code was sent by SMS.\nCode: ")));
}

}  // namespace
}  // namespace ozibus::module_tests
