// SPDX-License-Identifier: Apache-2.0
// ozibusctl explain says before a login what the log says after it.
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/json.h"
#include "tests/module/ctl_run.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"

namespace ozibus::module_tests {
namespace {

using ctl::Json;
using fakes::Script;
using fakes::ScriptedServer;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::map<std::string, std::string> contents_below(const std::string& folder) {
  std::map<std::string, std::string> contents;
  for (const auto& file : files_below(folder)) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    contents[file] = text.str();
  }
  return contents;
}

struct Situation {
  std::string name;
  std::function<void(Site&)> cause;
  std::string decision;
  std::string pam;       // empty when that depends on an answer
  std::string says;      // among the rest
  std::string result{};  // of the login; empty: that of the decision
};

std::ostream& operator<<(std::ostream& out, const Situation& situation) {
  return out << situation.name;
}

class Explain : public ::testing::Test {
 protected:
  [[nodiscard]] Json explain(const std::string& service = "login", const std::string& rhost = kClient) const {
    const std::vector<std::string> words = {"explain", kUser, "--service", service,
                                            "--rhost", rhost, "--json"};
    const CtlRun run = run_ctl(site_, words);
    EXPECT_EQ(run.status, 0) << run.complained;
    return Json::parse(run.said, nullptr, false);
  }

  ScriptedServer server_{{answering({kDone, kDone})}};
  Site site_{server_.url()};
};

class ExplainedLogin : public Explain, public ::testing::WithParamInterface<Situation> {};

TEST_P(ExplainedLogin, ends_as_was_said_and_nothing_was_changed_for_the_saying) {
  const Situation& situation = GetParam();
  situation.cause(site_);
  const auto before = contents_below(site_.path("state"));
  const Syslog log = log_from_now_on();
  const Json said = explain();
  EXPECT_EQ(contents_below(site_.path("state")), before);
  EXPECT_THAT(log.lines_with("ozibus"), IsEmpty());
  EXPECT_EQ(server_.connections(), 0U);
  EXPECT_EQ(said["decision"], situation.decision);
  EXPECT_EQ(said["pam"], situation.pam.empty() ? Json(nullptr) : Json(situation.pam));
  EXPECT_THAT(said.dump(), HasSubstr(situation.says));

  PamClient client;
  client.will_type("123456");
  (void)client.authenticate(site_.services(), kUser);
  const std::string result = situation.result.empty() ? situation.decision : situation.result;
  EXPECT_THAT(log.lines_with(" result="), ElementsAre(HasSubstr("result=" + result + " ")));
}

std::function<void(Site&)> configured(const std::string& policy, const std::string& users = "") {
  return [policy, users](Site& site) { site.configure("", "", policy, users); };
}

std::function<void(Site&)> mapped(const std::string& line) {
  return [line](Site& site) { site.write("users.map", line, 0640); };
}

void have_sent_from_here(const Site& site) {
  const Memory memory(site);
  auto ledger = memory.another_login({}, "login");
  ASSERT_TRUE(ledger.begin_order("+61400000001", 0, {}));
}

void fill_host(const Site& site) {
  const Memory memory(site, "root");
  auto ledger = memory.another_login({}, "sshd");
  ASSERT_TRUE(ledger.begin_order("+61400000002", 0, {}));
}

void be_remembered(Site& site) {
  site.configure("", "", "remember = \"8h\"");
  ledger::Settings settings;
  settings.remember = std::chrono::hours(8);
  const Memory memory(site);
  auto ledger = memory.another_login(settings, "login");
  ASSERT_TRUE(ledger.accept());
}

void damage_record(Site& site) {
  Memory(site).have_ordered(1);
  for (const auto& record : files_below(site.path("state/users")))
    std::ofstream(record) << "damage";
}

const std::vector<Situation> kSituations = {
    {"exempt_user", configured("", "exempt_users = [\"root\", \"daemon\"]"), "exempt", "PAM_IGNORE",
     R"(ozibus.conf: exempt_users = [\"root\", \"daemon\"])"},
    {"exempt_user_let_in", configured("", "exempt_users = [\"daemon\"]\nexempt_result = \"success\""),
     "exempt", "PAM_SUCCESS", "exempt_users names this user"},
    {"exempt_group", configured("", "exempt_groups = [\"daemon\"]"), "exempt", "PAM_IGNORE",
     R"(exempt_groups = [\"daemon\"])"},
    {"outside_required_groups", configured("", "required_groups = [\"adm\"]"), "exempt", "PAM_IGNORE",
     R"(required_groups = [\"adm\"])"},
    {"unknown_required_group", configured("", "required_groups = [\"no-such-group\"]"), "misconfigured",
     "PAM_SERVICE_ERR", "no-such-group"},
    {"exempt_network", configured("", "exempt_networks = [\"192.0.2.0/24\"]"), "exempt", "PAM_IGNORE",
     R"(exempt_networks = [\"192.0.2.0/24\"])"},
    {"unenrolled", mapped("root: root@example.com\n"), "unenrolled", "PAM_USER_UNKNOWN",
     "no line for this user"},
    {"unenrolled_and_skipped",
     [](Site& site) {
       site.configure("", "", "", "unenrolled = \"skip\"");
       site.write("users.map", "", 0640);
     },
     "exempt", "PAM_IGNORE", R"(unenrolled = \"skip\")"},
    {"bad_map_line", mapped("daemon: +61\n"), "misconfigured", "PAM_SERVICE_ERR", "users.map:1:9"},
    {"named_twice", mapped("daemon: a@example.com\ndaemon: b@example.com\n"), "misconfigured",
     "PAM_SERVICE_ERR", "users.map:2:1"},
    {"readable_credentials",
     [](Site& site) { ASSERT_EQ(::chmod(site.path("credentials").c_str(), 0644), 0); }, "misconfigured",
     "PAM_SERVICE_ERR", "chmod 600"},
    {"bad_configuration", [](Site& site) { site.write("ozibus.conf", "[api]\nnonsense = 1\n", 0644); },
     "misconfigured", "PAM_SERVICE_ERR", "ozibus.conf:2"},
    {"state_that_others_can_read",
     [](Site& site) { ASSERT_EQ(::chmod(site.path("state").c_str(), 0755), 0); }, "misconfigured",
     "PAM_SERVICE_ERR", "chmod 700"},
    {"damaged_record", damage_record, "limited", "PAM_MAXTRIES", "send_limit = "},
    {"bypass", [](Site& site) { ASSERT_TRUE(Memory(site).administration().bypass(std::chrono::hours(1))); },
     "exempt", "PAM_IGNORE", "bypass: for another 1h"},
    {"locked", [](Site& site) { Memory(site).have_typed_wrong_codes(10); }, "locked", "PAM_MAXTRIES",
     R"(lockout = \"10 per 1h\")"},
    {"limited_user", [](Site& site) { Memory(site).have_ordered(5); }, "limited", "PAM_MAXTRIES",
     R"(send_limit = \"5 per 15m\")"},
    {"limited_host",
     [](Site& site) {
       site.configure("", "", "send_limit_host = \"1 per 15m\"");
       fill_host(site);
     },
     "limited", "PAM_MAXTRIES", R"(send_limit_host = \"1 per 15m\")"},
    {"limited_with_recovery_codes",
     [](Site& site) {
       Memory(site).have_ordered(5);
       (void)Memory(site).make_recovery_codes(2);
     },
     "asked", "", R"(send_limit = \"5 per 15m\")", "aborted"},
    {"remembered", be_remembered, "remembered", "PAM_SUCCESS", R"(remember = \"8h\")"},
    {"observed_lock",
     [](Site& site) {
       site.configure("", "", "mode = \"observe\"");
       Memory(site).have_typed_wrong_codes(10);
     },
     "locked", "PAM_IGNORE", "lockout", "locked mode=observe"},
    {"enrolled", [](Site&) {}, "asked", "", "users.map:1", "accepted"},
    {"enrolled_as_everybody", mapped("root: root@example.com\n*: {user}@example.com\n"), "asked", "",
     "users.map:2", "accepted"},
    {"running_code", [](Site& site) { have_sent_from_here(site); }, "asked", "", "resend_wait", "accepted"},
    {"running_code_for_a_contact_of_before",
     [](Site& site) {
       have_sent_from_here(site);
       site.write("users.map", "daemon: daemon@example.com\n", 0640);
     },
     "asked", "", R"("asked_for":"a new code")", "accepted"}};

INSTANTIATE_TEST_SUITE_P(Explain, ExplainedLogin, ::testing::ValuesIn(kSituations),
                         [](const auto& row) { return row.param.name; });

TEST_F(Explain, tells_until_when_it_holds) {
  ASSERT_TRUE(Memory(site_).administration().bypass(std::chrono::hours(1)));
  EXPECT_THAT(explain()["until"].get<std::string>(), ::testing::MatchesRegex("20..-..-..T..:..:..Z"));
}

TEST_F(Explain, tells_what_is_asked_for_and_where_it_goes) {
  EXPECT_EQ(explain()["asked_for"], "a new code");
  EXPECT_EQ(explain()["contact"], "+61*****001");
  have_sent_from_here(site_);
  EXPECT_EQ(explain()["asked_for"], "the code that was sent before");
  EXPECT_EQ(explain("login", "192.0.2.8")["asked_for"], "a new code");
}

TEST_F(Explain, knows_nothing_of_a_user_whom_the_system_does_not_know) {
  const CtlRun run = run_ctl(site_, {"explain", "nobody-at-all"});
  EXPECT_EQ(run.status, 0);
  EXPECT_THAT(run.said,
              AllOf(HasSubstr("nobody-at-all by sshd: no code is asked for; with pam_ozibus.so: unenrolled"),
                    HasSubstr("getent passwd")));
}

TEST_F(Explain, tells_whether_the_service_asks_the_module) {
  EXPECT_EQ(explain()["module"], nullptr);
  const InstalledService with_code(site_, "with-code", "auth required pam_unix.so\nauth required MODULE\n");
  const Json asked = explain("with-code");
  EXPECT_EQ(asked["module"], "/etc/pam.d/with-code:2");
  EXPECT_EQ(asked["reached"], true);
  EXPECT_EQ(asked["gets_in"], true);
  const InstalledService with_gap(site_, "with-gap", "auth sufficient pam_unix.so\nauth required MODULE\n");
  EXPECT_EQ(explain("with-gap")["reached"], false);
}

TEST_F(Explain, doubts_what_may_be_a_slip) {
  const InstalledService with_code(site_, "with-code", "auth required pam_unix.so\nauth required MODULE\n");
  const CtlRun run = run_ctl(site_, {"explain", kUser, "--service", "with-coed", "--rhost", "office"});
  EXPECT_EQ(run.status, 0);
  EXPECT_THAT(run.complained,
              AllOf(HasSubstr("with-coed: there is no such file"), HasSubstr("office: is no address")));
  const CtlRun meant = run_ctl(site_, {"explain", kUser, "--service", "with-code", "--rhost", kClient});
  EXPECT_EQ(meant.complained, "");
}

TEST_F(Explain, refuses_a_service_that_pam_does_not_know) {
  const std::filesystem::path other = "/etc/pam.d/other";
  const bool has_other = std::filesystem::exists(other);
  if (has_other) std::filesystem::rename(other, "/etc/pam.d/other.away");
  const CtlRun run = run_ctl(site_, {"explain", kUser, "--service", "with-coed"});
  if (has_other) std::filesystem::rename("/etc/pam.d/other.away", other);
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.complained, HasSubstr("/etc/pam.d/with-coed: there is no such service"));
}

TEST_F(Explain, tells_what_the_stack_makes_of_an_exemption) {
  site_.configure("", "", "", "exempt_users = [\"daemon\"]");
  const InstalledService alone(site_, "alone", "auth required MODULE\n");
  EXPECT_EQ(explain("alone")["gets_in"], false);
  const InstalledService behind(site_, "behind", "auth required pam_unix.so\nauth required MODULE\n");
  EXPECT_EQ(explain("behind")["gets_in"], true);
}

TEST_F(Explain, says_the_same_in_words) {
  const InstalledService with_code(site_, "with-code", "auth required pam_unix.so\nauth required MODULE\n");
  const CtlRun run = run_ctl(site_, {"explain", kUser, "--service", "with-code"});
  EXPECT_EQ(run.said,
            "daemon by with-code: asked for a new code\n  rule     " + site_.path("users.map") +
                ":1\n  contact  +61*****001\n  service  asks pam_ozibus.so at "
                "/etc/pam.d/with-code:2; whoever passes with-code's first factors and gives the code "
                "then gets in\n");
}

}  // namespace
}  // namespace ozibus::module_tests
