// SPDX-License-Identifier: Apache-2.0
// ozibusctl test: a login in front of the administrator.
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/tested.h"
#include "tests/module/ctl_run.h"
#include "tests/module/policy_bench.h"

namespace ozibus::module_tests {
namespace {

using fakes::Script;
using fakes::ScriptedServer;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Trial : public ::testing::Test {
 protected:
  // Each run of ozibusctl makes one connection.
  void serve(std::vector<Script> scripts) {
    server_ = std::make_unique<ScriptedServer>(std::move(scripts));
    site_ = std::make_unique<Site>(server_->url());
    sudo_ = std::make_unique<InstalledService>(*site_, "sudo", "auth required MODULE\n");
  }
  [[nodiscard]] CtlRun test_user(const std::string& typed) const {
    return run_ctl(*site_, {"test", kUser}, typed);
  }
  [[nodiscard]] std::vector<ctl::Tested> noted() const {
    const auto users = ctl::tested_users(site_->path("state"));
    EXPECT_TRUE(users) << users.error().reason;
    return users.value_or(std::vector<ctl::Tested>{});
  }

  std::unique_ptr<ScriptedServer> server_;
  std::unique_ptr<Site> site_;
  std::unique_ptr<InstalledService> sudo_;
};

TEST_F(Trial, asks_as_a_login_does_and_notes_who_typed_the_code) {
  serve({answering({kDone, kRejected, kDone})});
  const Syslog log = log_from_now_on();
  const CtlRun run = test_user("111111\n222222\n");
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.said, kSent + "That code was not accepted. 2 attempts left.\n" + kQuestion +
                          "daemon: the code was accepted; the test is noted.\n");
  EXPECT_THAT(run.complained, IsEmpty());
  EXPECT_THAT(noted(), ElementsAre(Field(&ctl::Tested::user, kUser)));
  EXPECT_THAT(log.lines_with(" result="),
              ElementsAre(HasSubstr("result=accepted user=daemon service=ozibusctl")));
  EXPECT_THAT(log.lines_with("ozibusctl["), ElementsAre(EndsWith("]: ctl=test user=daemon by=0")));
}

TEST_F(Trial, leaves_none_of_its_files_behind) {
  serve({answering({kDone, kDone})});
  EXPECT_EQ(test_user("123456\n").status, 0);
  for (const auto& file : std::filesystem::directory_iterator("/run"))
    EXPECT_THAT(file.path().string(), Not(HasSubstr("ozibusctl")));
}

TEST_F(Trial, a_recovery_code_is_as_good_as_a_code) {
  serve({answering({kDone})});
  const auto code = Memory(*site_).make_recovery_codes(1).front();
  EXPECT_EQ(test_user(code + "\n").status, 0);
  EXPECT_THAT(noted(), ElementsAre(Field(&ctl::Tested::user, kUser)));
}

struct Failure {
  const char* name;
  std::vector<Script> service;
  std::string policy;
  std::string users;
  std::string typed;
  std::string complaint;
  std::string reason = "; for the reason, run: journalctl -t ozibus-helper -n 1";
};

std::ostream& operator<<(std::ostream& out, const Failure& failure) {
  return out << failure.name;
}

class FailedTrial : public Trial, public ::testing::WithParamInterface<Failure> {};

TEST_P(FailedTrial, notes_nobody_and_says_why) {
  const Failure& failure = GetParam();
  serve(failure.service);
  site_->configure("", "", failure.policy, failure.users);
  const CtlRun run = test_user(failure.typed);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.complained, AllOf(StartsWith("ozibusctl: daemon: "), HasSubstr(failure.complaint),
                                    HasSubstr(failure.reason)));
  EXPECT_THAT(noted(), IsEmpty());
}

const auto kThreeWrong = answering({kDone, kRejected, kRejected, kRejected});

INSTANTIATE_TEST_SUITE_P(
    Trial, FailedTrial,
    ::testing::Values(
        Failure{"wrong_codes", {kThreeWrong}, "", "", "111111\n222222\n333333\n", "refused (Have exhausted"},
        Failure{"nobody_there", {answering({kDone})}, "", "", "", "refused (Conversation error)"},
        Failure{"half_a_line", {answering({kDone})}, "", "", "1234", "refused (Conversation error)"},
        Failure{"endless_line", {answering({kDone})}, "", "", std::string(600, '1') + "\n", "refused (Conv"},
        Failure{"exempt",
                {},
                "",
                "exempt_users = [\"daemon\"]",
                "",
                "the user is exempt",
                "; exempt_users names this user"},
        Failure{"exempt_by_success",
                {},
                "",
                "exempt_users = [\"daemon\"]\nexempt_result = \"success\"",
                "",
                "let in without a code",
                "; exempt_users names this user"},
        Failure{"observed_refusal",
                {kThreeWrong},
                "mode = \"observe\"",
                "",
                "111111\n222222\n333333\n",
                "mode = \"observe\""},
        Failure{"forgiven_outage", {}, "on_unavailable = \"allow\"", "", "", "let in without a code"}),
    [](const auto& row) { return row.param.name; });

TEST_F(Trial, of_a_user_without_a_contact_says_what_is_missing) {
  serve({});
  const CtlRun run = run_ctl(*site_, {"test", "nobody"});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.complained,
              AllOf(StartsWith("ozibusctl: nobody: refused ("), HasSubstr("no line for this user")));
}

TEST_F(Trial, pressing_enter_is_no_code_when_an_outage_is_forgiven) {
  serve({});
  site_->configure("", "ask_first = true", "on_unavailable = \"allow\"");
  const CtlRun run = test_user("\n");
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.complained, HasSubstr("let in without a code"));
  EXPECT_THAT(noted(), IsEmpty());
}

TEST_F(Trial, with_a_module_that_is_not_there_is_refused) {
  serve({});
  std::ofstream("/etc/pam.d/sudo")
      << "auth required /nowhere/pam_ozibus.so\naccount required pam_permit.so\n";
  const CtlRun run = test_user("123456\n");
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.complained, HasSubstr("daemon: refused (Module is unknown)"));
  EXPECT_THAT(noted(), IsEmpty());
}

TEST_F(Trial, of_a_user_whom_the_system_does_not_know_is_none) {
  serve({});
  const CtlRun run = run_ctl(*site_, {"test", "nobody-at-all"});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.complained, HasSubstr("the system does not know this user"));
}

}  // namespace
}  // namespace ozibus::module_tests
