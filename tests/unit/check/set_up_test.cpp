// SPDX-License-Identifier: Apache-2.0
// Files, policy and what has to be installed.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/conclusion.h"
#include "ctl/check/file_rules.h"
#include "ctl/check/installation_rules.h"
#include "ctl/check/policy_rules.h"
#include "ctl/check/program.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using namespace std::chrono_literals;
using process::Wall;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> ids(const Findings& findings) {
  std::vector<std::string> found;
  for (const Finding& finding : findings)
    found.push_back((finding.gravity == Gravity::Note ? "note " : "") + finding.id);
  return found;
}

const std::string kCredentials = "merchant_id = \"M\"\napi_key = \"k\"\n";
// {"exp":1000}
const std::string kOldToken = "bearer_token = \"e30.eyJleHAiOjEwMDB9.x\"\n";
constexpr std::chrono::system_clock::time_point kNow{2000s};

TEST(CheckFiles, good_credentials_are_good) {
  const fakes::TempFolder folder;
  EXPECT_THAT(judge_credentials(folder.write("credentials", kCredentials), kNow), IsEmpty());
}

TEST(CheckFiles, credentials_that_others_can_read_are_found_with_the_command) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("credentials", kCredentials, 0644);
  EXPECT_THAT(judge_credentials(path, kNow),
              ElementsAre(Finding{Gravity::Problem, "credentials", path, "mode 0644 lets others read it",
                                  "run: chmod 600 " + path}));
}

TEST(CheckFiles, missing_or_incomplete_credentials_are_found) {
  const fakes::TempFolder folder;
  EXPECT_THAT(ids(judge_credentials(folder.path("nothing"), kNow)), ElementsAre("credentials"));
  EXPECT_THAT(ids(judge_credentials(folder.write("credentials", "merchant_id = \"M\"\n"), kNow)),
              ElementsAre("credentials"));
}

TEST(CheckFiles, an_expired_bearer_token_is_found) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("credentials", kCredentials + kOldToken);
  ASSERT_THAT(ids(judge_credentials(path, kNow)), ElementsAre("bearer-expired"));
  EXPECT_EQ(judge_credentials(path, kNow)[0].place, path + ":3");
  EXPECT_THAT(judge_credentials(path, std::chrono::system_clock::time_point{900s}), IsEmpty());
}

TEST(CheckFiles, an_expired_bearer_token_is_found_in_the_file_that_holds_it) {
  const fakes::TempFolder folder;
  const std::string token = folder.write("token", "e30.eyJleHAiOjEwMDB9.x\n");
  const Findings findings = judge_credentials(
      folder.write("credentials", kCredentials + "bearer_token_file = \"" + token + "\"\n"), kNow);
  ASSERT_THAT(ids(findings), ElementsAre("bearer-expired"));
  EXPECT_EQ(findings[0].place, token + ":1");
}

TEST(CheckFiles, a_good_map_is_good_and_names_its_first_logins) {
  const fakes::TempFolder folder;
  const MapReport report = judge_map(folder.write("map", "alice: a@example.com\nbob: b@example.com\n"), 1);
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_THAT(report.logins, ElementsAre("alice"));
}

TEST(CheckFiles, every_broken_line_of_the_map_is_found_in_its_place) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("map", "alice: 0400\nbob: b@example.com\ncarol\n");
  const Findings findings = judge_map(path, 5).findings;
  ASSERT_THAT(ids(findings), ElementsAre("map-line", "map-line"));
  EXPECT_EQ(findings[0].place, path + ":1:8");
  EXPECT_EQ(findings[1].place, path + ":3:6");
}

TEST(CheckFiles, a_map_that_others_can_read_or_change_is_found) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("map", "alice: a@example.com\n", 0644);
  EXPECT_THAT(judge_map(path, 5).findings,
              ElementsAre(testing::Field(&Finding::remedy, "run: chmod o-rwx " + path)));
  folder.write("map", "alice: a@example.com\n", 0660);
  EXPECT_THAT(judge_map(path, 5).findings,
              ElementsAre(testing::Field(&Finding::remedy, "run: chmod go-w " + path)));
  EXPECT_THAT(ids(judge_map(folder.path("nothing"), 5).findings), ElementsAre("map"));
}

TEST(CheckFiles, a_state_folder_that_is_missing_or_open_is_found) {
  const fakes::TempFolder folder;
  EXPECT_THAT(
      judge_state(folder.path("state")),
      ElementsAre(testing::Field(&Finding::remedy, "run: install -d -m 0700 " + folder.path("state"))));
  folder.make_folder("state", 0755);
  EXPECT_THAT(judge_state(folder.path("state")),
              ElementsAre(testing::Field(&Finding::remedy, "run: chmod 700 " + folder.path("state"))));
  folder.make_folder("state", 0700);
  EXPECT_THAT(judge_state(folder.path("state")), IsEmpty());
}

std::string place_of(std::string_view key, std::string_view item) {
  return "/" + std::string(key) + std::string(item) + ":3";
}

TEST(CheckPolicy, observing_refuses_nobody) {
  EXPECT_THAT(judge_mode(login::Mode::Enforce, place_of), IsEmpty());
  EXPECT_THAT(judge_mode(login::Mode::Observe, place_of),
              ElementsAre(testing::AllOf(
                  testing::Field(&Finding::id, "observe"), testing::Field(&Finding::place, "/mode:3"),
                  testing::Field(&Finding::remedy, HasSubstr("run: sed -i '3c mode = \"enforce\"' /mode")))));
}

TEST(CheckPolicy, groups_that_nobody_knows_are_slips) {
  login::Exemptions exemptions;
  exemptions.groups = {"robots"};
  exemptions.required_groups = {"staff"};
  EXPECT_THAT(judge_groups(exemptions, {}, place_of), IsEmpty());
  const Findings findings = judge_groups(exemptions, {"robots", "staff"}, place_of);
  ASSERT_THAT(ids(findings), ElementsAre("group-unknown", "group-unknown"));
  EXPECT_THAT(findings[0].what, HasSubstr("exempt_groups names \"robots\""));
  EXPECT_THAT(findings[1].what, HasSubstr("every login is refused"));
  EXPECT_EQ(findings[0].place, "/exempt_groupsrobots:3");
  EXPECT_EQ(findings[1].place, "/required_groupsstaff:3");
}

TEST(CheckPolicy, root_needs_a_way_in) {
  EXPECT_THAT(judge_root({.is_asked = false}, "/map"), IsEmpty());
  EXPECT_THAT(ids(judge_root({.is_asked = true}, "/map")), ElementsAre("root-unreachable"));
  EXPECT_THAT(judge_root({.is_asked = true}, "/map")[0].remedy,
              HasSubstr("run: ozibusctl user set root CONTACT"));
  EXPECT_THAT(ids(judge_root({.is_asked = true, .has_contact = true}, "/map")),
              ElementsAre("note root-without-recovery"));
  EXPECT_THAT(judge_root({.is_asked = true, .has_contact = true, .recovery_codes = 1}, "/map"), IsEmpty());
}

TEST(CheckInstallation, a_helper_has_to_be_there_and_to_be_roots_alone) {
  const fakes::TempFolder folder;
  EXPECT_THAT(ids(judge_helper(folder.path("helper"))), ElementsAre("helper"));
  const std::string path = folder.write("helper", "", 0777);
  EXPECT_THAT(judge_helper(path), ElementsAre(testing::Field(&Finding::remedy, "run: chmod go-w " + path)));
  folder.write("helper", "", 0644);
  EXPECT_THAT(judge_helper(path), ElementsAre(testing::Field(&Finding::remedy, "run: chmod 755 " + path)));
  folder.write("helper", "", 0755);
  EXPECT_THAT(judge_helper(path), IsEmpty());
}

TEST(CheckInstallation, the_module_has_to_be_one) {
  const fakes::TempFolder folder;
  EXPECT_THAT(ids(judge_module(folder.path("pam_ozibus.so"))), ElementsAre("module"));
  const Findings no_object = judge_module(folder.write("pam_ozibus.so", std::string(1000, 'x'), 0644));
  ASSERT_THAT(ids(no_object), ElementsAre("module"));
  EXPECT_THAT(no_object[0].what, HasSubstr("invalid ELF header"));
}

TEST(CheckInstallation, an_object_without_the_entry_points_is_no_module) {
  const Findings findings = judge_module("/lib/x86_64-linux-gnu/libc.so.6");
  ASSERT_THAT(ids(findings), ElementsAre("module"));
  EXPECT_EQ(findings[0].what, "has no pam_sm_authenticate");
}

TEST(CheckInstallation, a_module_that_was_cut_off_is_told_and_ends_nobody) {
  const fakes::TempFolder folder;
  const std::string path = folder.path("pam_ozibus.so");
  std::filesystem::copy_file(OZIBUS_MODULE, path);
  std::filesystem::resize_file(path, 5000);
  EXPECT_THAT(ids(judge_module(path)), ElementsAre("module"));
}

TEST(CheckInstallation, the_module_that_was_built_is_one) {
  const fakes::TempFolder folder;
  std::filesystem::copy_file(OZIBUS_MODULE, folder.path("pam_ozibus.so"));
  EXPECT_THAT(judge_module(folder.path("pam_ozibus.so")), IsEmpty());
}

TEST(CheckInstallation, the_helpers_own_user_has_to_be_there) {
  EXPECT_THAT(judge_own_user("root:x:0:0::/:/bin/sh\n_ozibus:x:99:99::/:/bin/false\n"), IsEmpty());
  EXPECT_THAT(ids(judge_own_user("root:x:0:0::/:/bin/sh\nx_ozibus:x:99:99::/:/bin/false\n")),
              ElementsAre("own-user"));
}

TEST(CheckInstallation, a_wall_that_the_kernel_lacks_is_worth_a_note) {
  EXPECT_THAT(judge_kernel(Wall::Stands, Wall::Stands), IsEmpty());
  EXPECT_THAT(ids(judge_kernel(Wall::Absent, Wall::Absent)), ElementsAre("note kernel", "note kernel"));
}

TEST(CheckConclusion, what_keeps_the_module_from_working_refuses_every_login) {
  for (const char* id : {"configuration", "helper", "module"}) {
    Findings findings{{Gravity::Problem, id, "/x", "is missing", "make it"}};
    EXPECT_FALSE(module_works(findings)) << id;
    conclude(findings, Caller::Root);
    EXPECT_EQ(findings[0].what, "is missing, so every login that asks for a code is refused") << id;
  }
  Findings others{{Gravity::Problem, "credentials", "/x", "is missing", "make it"}};
  EXPECT_TRUE(module_works(others));
  conclude(others, Caller::Root);
  EXPECT_EQ(others[0].what, "is missing");
}

TEST(CheckConclusion, what_only_root_may_read_is_left_to_root) {
  const Findings found{{Gravity::Problem, "configuration", "/x", "Permission denied", "correct it"},
                       {Gravity::Problem, "sshd", "/s", "no hostkeys available", "see: sshd -t"},
                       {Gravity::Problem, "credentials", "/c", "is empty", "fill it"}};
  EXPECT_TRUE(module_works(found));
  Findings of_root = found;
  conclude(of_root, Caller::Root);
  EXPECT_EQ(of_root[0].what, "Permission denied");
  EXPECT_EQ(of_root[0].remedy, "correct it; run: ${EDITOR:-vi} /x");
  Findings of_other = found;
  conclude(of_other, Caller::Other);
  EXPECT_EQ(of_other[0].what, "Permission denied");
  EXPECT_EQ(of_other[0].remedy, "run ozibusctl as root");
  EXPECT_EQ(of_other[1].remedy, "run ozibusctl as root");
  EXPECT_EQ(of_other[2].remedy, "fill it; run: ${EDITOR:-vi} /c");
}

TEST(CheckFindings, one_place_is_told_once) {
  Findings findings;
  add(findings, {Gravity::Problem, "a", "/x:1", "sshd: bad", ""});
  add(findings, {Gravity::Problem, "a", "/x:1", "sudo: bad", ""});
  add(findings, {Gravity::Problem, "a", "/x:2", "sudo: bad", ""});
  add(findings, {Gravity::Note, "kernel", "", "no Landlock", ""});
  add(findings, {Gravity::Note, "kernel", "", "no seccomp", ""});
  EXPECT_EQ(findings.size(), 4U);
  EXPECT_EQ(count_problems(findings), 2U);
}

TEST(RunProgram, tells_both_streams_and_the_exit_status) {
  const auto output = run_program({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->status, 3);
  EXPECT_EQ(output->text, "out\nerr\n");
}

TEST(RunProgram, gives_no_environment_and_no_input) {
  const auto output = run_program({"/usr/bin/env"});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->text, "");
  EXPECT_EQ(run_program({"/bin/cat"})->text, "");
}

TEST(RunProgram, says_that_there_is_no_such_program) {
  EXPECT_FALSE(run_program({"/no/such/program"}));
}

}  // namespace
}  // namespace ozibus::ctl::check
