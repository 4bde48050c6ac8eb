// SPDX-License-Identifier: Apache-2.0
// Whatever is found, somebody reads it in the middle of the night: it says in which line, and what to type.
#include "ctl/check/remedy.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/conclusion.h"
#include "ctl/check/file_rules.h"
#include "ctl/check/installation_rules.h"
#include "ctl/check/match_rules.h"
#include "ctl/check/policy_rules.h"
#include "ctl/check/program.h"
#include "ctl/check/root_by_ssh.h"
#include "ctl/check/services.h"
#include "ctl/check/sshd.h"
#include "ctl/check/sshd_rules.h"
#include "ctl/check/stack_rules.h"
#include "ctl/check/sudoers.h"
#include "ctl/online/service_rules.h"
#include "helper/config/config.h"
#include "tests/unit/check/stack_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

// What is about a file as a whole, about a folder, or about no file of this machine.
const std::set<std::string> kWithoutLine = {"credentials",
                                            "map",
                                            "state",
                                            "helper",
                                            "module",
                                            "own-user",
                                            "kernel",
                                            "auth-missing",
                                            "module-missing",
                                            "module-nowhere",
                                            "root-unreachable",
                                            "root-without-recovery",
                                            "without-contact",
                                            "clock",
                                            "credentials-refused",
                                            "service-slow-down",
                                            "service-accepts-all",
                                            "service-broken",
                                            "base-url-wrong",
                                            "certificate",
                                            "base-url-unreachable",
                                            "unasked"};

class CheckRemedies : public StackFolder {
 protected:
  [[nodiscard]] Findings of_stack(const std::string& lines, Circumstances circumstances = {}) const {
    write("service", lines);
    circumstances.service = "service";
    return judge_stack(*stack::load_stack(folder.path(), "service", "auth"), circumstances);
  }

  [[nodiscard]] Findings of_stacks() const {
    Findings all;
    for (const std::string& lines : {
             "auth sufficient pam_unix.so\n" + kOurs,
             "@include common-auth\nauth [success=1 default=ignore] pam_succeed_if.so\n" + kOurs +
                 "auth required pam_permit.so\n",
             std::string("@include common-auth\nauth optional pam_ozibus.so\n"),
             std::string("auth sufficient pam_ozibus.so\nauth required pam_unix.so\n"),
             kOurs,
             kOurs + "auth required pam_permit.so\n",
             "auth optional pam_unix.so\n" + kOurs + "auth required pam_permit.so\n",
             "auth required pam_unix.so\n" + kOurs,
             "@include common-auth\n" + kOurs + "auth required pam_deny.so\n",
         })
      add_all(all, of_stack(lines));
    write("common-auth", kCommonAuth + kOurs);
    add_all(all, of_stack("@include common-auth\n"));
    write("common-auth", kCommonAuth);
    return all;
  }

  [[nodiscard]] Findings of_services() const {
    Findings all = judge_services(read_services(folder.path()), folder.path(), "/c");
    write("other", "@include common-auth\n" + kAccount);
    write("sudo", "@include common-auth\n" + kOurs + kAccount);
    write("sudo-i", "@include common-auth\n" + kAccount);
    write("sshd", "@include common-auth\n" + kAccount);
    write("su", kAccount);
    write("doas", "auth required pam_ozibus.so nonsense config=/d\n" + kAccount);
    write("su-l", "auth reqired pam_unix.so\n");
    add_all(all, judge_services(read_services(folder.path()), folder.path(), "/c"));
    return all;
  }

  [[nodiscard]] Findings of_sshd() const {
    const SshdDemands demands{std::chrono::seconds(110), true,
                              [](const std::string& keyword) { return "/etc/ssh/" + keyword + ":7"; }};
    Findings all = judge_sshd(parse_sshd_settings("usepam no\n"), demands);
    const std::string on =
        "usepam yes\npubkeyauthentication yes\nhostbasedauthentication yes\ngssapiauthentication yes\n"
        "passwordauthentication yes\nusedns yes\nlogingracetime 5\npermitrootlogin without-password\n";
    const SshdSettings settings = parse_sshd_settings(on + "authenticationmethods any\n");
    add_all(all, judge_sshd(settings, demands));
    add_all(all, judge_root_by_ssh(parse_sshd_settings(on + "authenticationmethods password\n"), "/s:3"));
    folder.write("sshd_config", "Match all\nAuthenticationMethods any\n");
    add_all(all, judge_ways_without_key(read_sshd_lines(folder.path())));
    const Sshd sshd(
        folder.write("sshd", "#!/bin/sh\necho '/etc/ssh/sshd_config: line 3: no'\nexit 1\n", 0700),
        folder.path());
    all.push_back(problem_of("sshd", sshd.ask().error()));
    return all;
  }

  [[nodiscard]] Findings of_files() const {
    const auto now = std::chrono::system_clock::time_point(std::chrono::seconds(2000));
    const std::string named = "merchant_id = \"M\"\napi_key = \"k\"\n";
    Findings all = judge_credentials(folder.path("nothing"), now);
    add_all(all, judge_credentials(folder.write("open", named, 0644), now));
    add_all(all, judge_credentials(folder.write("old", named + "bearer_token = \"e30.eyJleHAiOjEwMDB9.x\"\n"),
                                   now));
    add_all(all, judge_map(folder.path("nothing"), 1).findings);
    add_all(all, judge_map(folder.write("map", "alice\n", 0644), 1).findings);
    add_all(all, judge_state(folder.path("nothing")));
    const auto broken = ozibus::config::load_config(folder.write("broken.conf", "[api]\nnonsense = 1\n"));
    all.push_back(problem_of("configuration", broken.error()));
    return all;
  }

  [[nodiscard]] Findings of_policy() const {
    const std::string path = folder.write(
        "good.conf", "[policy]\nmode = \"observe\"\n[users]\nexempt_groups = [\n\"a\",\n\"b\"]\n");
    const KeyPlace place_of = [&path](std::string_view key, std::string_view item) {
      return config::place_of(path, key, item);
    };
    login::Exemptions exemptions;
    exemptions.groups = {"a", "b"};
    Findings all = judge_mode(login::Mode::Observe, place_of);
    add_all(all, judge_groups(exemptions, {"b"}, place_of));
    EXPECT_EQ(all[0].place, path + ":2");
    EXPECT_EQ(all[1].place, path + ":6");
    add_all(all, judge_root({.is_asked = true}, "/map"));
    add_all(all, judge_root({.is_asked = true, .has_contact = true}, "/map"));
    add_all(all, judge_contacts({"bob"}, "/map"));
    return all;
  }

  [[nodiscard]] Findings of_installation() const {
    Findings all = judge_helper(folder.path("nothing"));
    add_all(all, judge_helper(folder.write("helper", "", 0644)));
    add_all(all, judge_module(folder.write("no.so", "x", 0644)));
    add_all(all, judge_own_user(""));
    add_all(all, judge_kernel(process::Wall::Absent, process::Wall::Absent));
    const std::vector<SudoersLine> lines = {{"/etc/sudoers:1", "Defaults timestamp_timeout=1"},
                                            {"/etc/sudoers:2", "alice ALL=NOPASSWD: ALL"}};
    add_all(all, judge_timestamp_timeout(1, lines));
    add_all(all, judge_unasked(lines));
    return all;
  }

  static Findings of_service() {
    using online::Kind;
    Findings all;
    for (const api::Meaning meaning : {api::Meaning::Misconfigured, api::Meaning::SlowDown,
                                       api::Meaning::Success, api::Meaning::Outage, api::Meaning::Rejected}) {
      for (const Kind kind :
           {Kind::Answered, Kind::Foreign, Kind::Untrusted, Kind::Unreachable, Kind::Unasked}) {
        online::Answer answer{.kind = kind, .meaning = meaning, .ahead = 1000};
        answer.say("why");
        add_all(all, online::judge_answer("https://x/v1", answer, "/credentials"));
      }
    }
    return all;
  }

  static void add_all(Findings& all, const Findings& more) {
    all.insert(all.end(), more.begin(), more.end());
  }

  [[nodiscard]] Findings everything() const {
    Findings all;
    for (const Findings& some :
         {of_stacks(), of_services(), of_sshd(), of_files(), of_policy(), of_installation(), of_service()})
      add_all(all, some);
    conclude(all, Caller::Root);
    return all;
  }
};

TEST_F(CheckRemedies, every_finding_says_in_which_line_and_what_to_type) {
  std::set<std::string> ids;
  for (const Finding& finding : everything()) {
    ids.insert(finding.id);
    EXPECT_THAT(finding.remedy, HasSubstr(kRun)) << finding.id << ": " << finding.what;
    if (!kWithoutLine.contains(finding.id)) {
      EXPECT_THAT(finding.place, MatchesRegex("/[^:]+(:[0-9]+)+")) << finding.id << ": " << finding.what;
    }
  }
  EXPECT_GE(ids.size(), 45U);
}

// Findings of a stack whose remedies need no judgement: who types them is rid of them.
TEST_F(CheckRemedies, what_is_typed_for_a_stack_mends_it) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"refusal-ignored", "@include common-auth\nauth\t[success=ok  default=ignore]  pam_ozibus.so\n"},
      {"refusal-ignored", "@include common-auth\n-auth optional pam_ozibus.so\n"},
      {"exempt-refused", "auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\n" + kOurs},
      {"exempt-refused", kOurs},
      {"code-alone", kOurs},
      {"nothing-asked", kOurs + "auth required pam_permit.so\n"}};
  for (const auto& [id, lines] : cases) {
    const Findings before = of_stack(lines);
    const auto found = std::ranges::find(before, id, &Finding::id);
    ASSERT_NE(found, before.end()) << lines;
    ASSERT_TRUE(found->remedy.starts_with(kRun)) << found->remedy;
    const auto typed = run_program({"/bin/sh", "-c", found->remedy.substr(std::string_view(kRun).size())});
    ASSERT_TRUE(typed);
    EXPECT_EQ(typed->status, 0) << typed->text;
    const auto stack = stack::load_stack(folder.path(), "service", "auth");
    ASSERT_TRUE(stack);
    const Findings after = judge_stack(*stack, {.service = "service"});
    EXPECT_EQ(std::ranges::find(after, id, &Finding::id), after.end()) << found->remedy;
  }
}

TEST_F(CheckRemedies, the_packages_profile_is_taken_out_by_the_program_that_put_it_there) {
  EXPECT_TRUE(is_profile_enabled(
      "Module: unix\n[success=end]\tpam_unix.so\nModule: ozibus\nrequired\tpam_ozibus.so\n"));
  EXPECT_FALSE(is_profile_enabled("Module: unix\n"));
  write("common-auth", kCommonAuth + kOurs);
  const Findings findings = of_stack("@include common-auth\n", {.service = {}, .is_profile_enabled = true});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].remedy, testing::StartsWith("run: pam-auth-update --disable ozibus;"));
}

TEST(PutLine, takes_the_line_or_goes_before_all_others) {
  EXPECT_EQ(put_line("/etc/ssh/sshd_config.d/a.conf:12", "UsePAM yes"),
            "sed -i '12c UsePAM yes' /etc/ssh/sshd_config.d/a.conf");
  EXPECT_EQ(put_line("/etc/ssh/sshd_config", "UsePAM yes"), "sed -i '1i UsePAM yes' /etc/ssh/sshd_config");
  EXPECT_EQ(open_editor("/etc/ozibus/users.map:3:8"), "${EDITOR:-vi} +3 /etc/ozibus/users.map");
}

}  // namespace
}  // namespace ozibus::ctl::check
