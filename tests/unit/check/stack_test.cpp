// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/logins.h"
#include "ctl/check/services.h"
#include "ctl/check/stack_rules.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// As Debian 12 has it.
constexpr const char* kCommonAuth =
    "auth [success=1 default=ignore] pam_unix.so nullok\n"
    "auth requisite pam_deny.so\n"
    "auth required pam_permit.so\n"
    "auth optional pam_cap.so\n";
const std::string kOurs = "auth required pam_ozibus.so\n";
const std::string kAccount = "account required pam_unix.so\n";

std::string shipped(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(OZIBUS_CONF_FOLDER "/pam.d/" + name).rdbuf();
  return text.str();
}

class CheckStacks : public ::testing::Test {
 protected:
  CheckStacks() { write("common-auth", kCommonAuth); }

  void write(const std::string& name, const std::string& content) const { folder.write(name, content, 0644); }

  // "ID LINE" of what is wrong with a service of these lines.
  [[nodiscard]] std::vector<std::string> found(const std::string& lines,
                                               Circumstances circumstances = {}) const {
    write("service", lines);
    const auto stack = stack::load_stack(folder.path(), "service", "auth");
    EXPECT_TRUE(stack);
    circumstances.service = "service";
    std::vector<std::string> ids;
    for (const Finding& finding : judge_stack(*stack, circumstances)) {
      EXPECT_FALSE(finding.remedy.empty()) << finding.id;
      ids.push_back((finding.gravity == Gravity::Note ? "note " : "") + finding.id + " " +
                    finding.place.substr(folder.path().size() + 1));
    }
    return ids;
  }

  [[nodiscard]] std::vector<std::string> remedies() const {
    std::vector<std::string> texts;
    for (const Finding& finding : judge_services(read_services(folder.path()), folder.path(), ""))
      texts.push_back(finding.remedy);
    return texts;
  }

  [[nodiscard]] std::vector<std::string> found_in_services() const {
    std::vector<std::string> ids;
    for (const Finding& finding :
         judge_services(read_services(folder.path()), folder.path(), "/etc/ozibus/ozibus.conf"))
      ids.push_back((finding.gravity == Gravity::Note ? "note " : "") + finding.id + " " +
                    finding.place.substr(std::min(folder.path().size() + 1, finding.place.size())));
    return ids;
  }

  const fakes::TempFolder folder;
};

constexpr Circumstances kBehindKey{.service = {}, .before = Before::Key};

TEST_F(CheckStacks, the_shipped_stacks_are_good) {
  EXPECT_THAT(found(shipped("ozibus-key-and-code"), kBehindKey), IsEmpty());
  EXPECT_THAT(found(shipped("ozibus-password-and-code")), IsEmpty());
  Circumstances observe{.service = {}, .mode = login::Mode::Observe};
  EXPECT_THAT(found(shipped("ozibus-password-and-code"), observe), IsEmpty());
  Circumstances success{.service = {}, .exempt_result = login::ExemptResult::Success};
  EXPECT_THAT(found(shipped("ozibus-password-and-code"), success), IsEmpty());
}

TEST_F(CheckStacks, other_good_stacks_are_good) {
  for (const std::string& lines : {
           "@include common-auth\n" + kOurs,
           "auth sufficient pam_rootok.so\n@include common-auth\n" + kOurs,
           "auth requisite pam_unix.so\n" + kOurs,
           "auth required pam_env.so\nauth required pam_faildelay.so\nauth requisite pam_sss.so\n" + kOurs,
           "auth [success=2 default=ignore] pam_unix.so\nauth [success=1 default=ignore] pam_sss.so\n"
           "auth requisite pam_deny.so\nauth required pam_permit.so\n" +
               kOurs,
       })
    EXPECT_THAT(found(lines), IsEmpty()) << lines;
}

TEST_F(CheckStacks, a_stack_without_the_module_is_nobodys_business) {
  EXPECT_THAT(found("@include common-auth\n"), IsEmpty());
}

TEST_F(CheckStacks, nothing_sufficient_may_stand_before_the_module) {
  EXPECT_THAT(found("auth sufficient pam_unix.so\n" + kOurs), testing::Contains("module-skipped service:1"));
}

TEST_F(CheckStacks, no_line_may_jump_over_the_module) {
  EXPECT_THAT(found("auth [success=1 default=die] pam_unix.so\n" + kOurs + "auth required pam_permit.so\n"),
              ElementsAre("module-skipped service:1"));
}

TEST_F(CheckStacks, one_of_two_first_factors_may_not_skip_the_module) {
  EXPECT_THAT(found("auth sufficient pam_fprintd.so\n@include common-auth\n" + kOurs),
              ElementsAre("module-skipped service:1"));
}

TEST_F(CheckStacks, faillock_may_not_end_the_stack_before_the_module) {
  EXPECT_THAT(
      found("auth required pam_faillock.so preauth\nauth [success=1 default=bad] pam_unix.so\n"
            "auth [default=die] pam_faillock.so authfail\nauth sufficient pam_faillock.so authsucc\n" +
            kOurs),
      ElementsAre("module-skipped service:4"));
}

TEST_F(CheckStacks, a_condition_that_skips_the_module_is_a_note) {
  EXPECT_THAT(
      found("@include common-auth\nauth [success=1 default=ignore] pam_succeed_if.so user ingroup robots\n" +
            kOurs + "auth required pam_permit.so\n"),
      ElementsAre("note module-sometimes-skipped service:2"));
}

TEST_F(CheckStacks, an_optional_module_refuses_nobody) {
  EXPECT_THAT(found("@include common-auth\nauth optional pam_ozibus.so\n"),
              ElementsAre("refusal-ignored service:2"));
}

TEST_F(CheckStacks, a_sufficient_module_refuses_nobody) {
  EXPECT_THAT(found("@include common-auth\nauth sufficient pam_ozibus.so\n"),
              ElementsAre("refusal-ignored service:2"));
}

TEST_F(CheckStacks, every_refusal_counts) {
  EXPECT_THAT(
      found(
          "@include common-auth\nauth [success=ok auth_err=die maxtries=ignore default=die] pam_ozibus.so\n"),
      testing::Contains("refusal-ignored service:2"));
  EXPECT_THAT(found("@include common-auth\nauth [module_unknown=ignore success=ok ignore=ignore default=die] "
                    "pam_ozibus.so\n"),
              ElementsAre("refusal-ignored service:2"));
}

TEST_F(CheckStacks, a_password_that_only_jumps_leaves_exempt_users_refused) {
  EXPECT_THAT(found("auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\n" + kOurs),
              ElementsAre("exempt-refused service:3"));
}

TEST_F(CheckStacks, alone_the_module_refuses_exempt_users) {
  EXPECT_THAT(found(kOurs, kBehindKey), ElementsAre("exempt-refused service:1"));
}

TEST_F(CheckStacks, alone_the_module_lets_exempt_users_in_when_that_is_success) {
  EXPECT_THAT(
      found(kOurs, {.service = {}, .before = Before::Key, .exempt_result = login::ExemptResult::Success}),
      IsEmpty());
}

TEST_F(CheckStacks, alone_the_module_refuses_who_is_only_observed) {
  EXPECT_THAT(found(kOurs, {.service = {},
                            .before = Before::Key,
                            .exempt_result = login::ExemptResult::Success,
                            .mode = login::Mode::Observe}),
              ElementsAre("exempt-refused service:1"));
}

TEST_F(CheckStacks, without_a_first_factor_an_exempt_user_gets_in_with_nothing) {
  EXPECT_THAT(found(kOurs + "auth required pam_permit.so\n"), ElementsAre("nothing-asked service:1"));
  EXPECT_THAT(found(kOurs, {.service = {}, .exempt_result = login::ExemptResult::Success}),
              ElementsAre("nothing-asked service:1"));
}

TEST_F(CheckStacks, without_a_first_factor_a_code_alone_is_enough) {
  EXPECT_THAT(found(kOurs), ElementsAre("exempt-refused service:1", "code-alone service:1"));
}

TEST_F(CheckStacks, a_sufficient_module_before_the_password_lets_in_with_a_code_alone) {
  EXPECT_THAT(found("auth sufficient pam_ozibus.so\nauth required pam_unix.so\n"),
              ElementsAre("refusal-ignored service:1", "code-alone service:1"));
  EXPECT_THAT(found("auth sufficient pam_ozibus.so\nauth required pam_unix.so\n",
                    {.service = {}, .exempt_result = login::ExemptResult::Success}),
              testing::Contains("nothing-asked service:1"));
}

TEST_F(CheckStacks, an_optional_password_lets_exempt_users_in_without_it) {
  EXPECT_THAT(found("auth optional pam_unix.so\n" + kOurs + "auth required pam_permit.so\n"),
              ElementsAre("nothing-asked service:2"));
}

TEST_F(CheckStacks, a_wrong_password_may_not_send_a_message) {
  EXPECT_THAT(found("auth required pam_unix.so\n" + kOurs),
              ElementsAre("asked-before-first-factor service:2"));
}

TEST_F(CheckStacks, the_module_may_not_stand_before_the_password) {
  EXPECT_THAT(found(kOurs + "@include common-auth\n"),
              testing::Contains("asked-before-first-factor service:1"));
}

TEST_F(CheckStacks, a_stack_that_lets_nobody_in_is_told) {
  EXPECT_THAT(found("@include common-auth\n" + kOurs + "auth required pam_deny.so\n"),
              ElementsAre("nobody-gets-in service:2"));
}

TEST_F(CheckStacks, the_module_does_not_belong_into_common_auth) {
  write("common-auth", kCommonAuth + kOurs);
  EXPECT_THAT(found("@include common-auth\n"), ElementsAre("module-in-common-auth common-auth:5"));
}

class CheckServices : public CheckStacks {
 protected:
  CheckServices() {
    write("ozibus-password-and-code", shipped("ozibus-password-and-code"));
    write("ozibus-key-and-code", shipped("ozibus-key-and-code"));
    for (const char* name : {"sshd", "sudo", "sudo-i"})
      write(name, "@include ozibus-password-and-code\n" + kAccount);
    write("su", "auth sufficient pam_rootok.so\n@include common-auth\n" + kAccount);
    write("su-l", "auth include su\n" + kAccount);
  }
};

TEST_F(CheckServices, the_shipped_set_up_is_good) {
  EXPECT_THAT(found_in_services(), IsEmpty());
}

TEST_F(CheckServices, sudo_i_is_a_way_around_sudo) {
  write("sudo-i", "@include common-auth\n" + kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("module-missing sudo-i"));
}

TEST_F(CheckServices, sudo_is_a_way_around_sudo_i) {
  write("sudo", "@include common-auth\n" + kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("module-missing sudo"));
}

TEST_F(CheckServices, ssh_alone_or_sudo_alone_is_worth_a_note) {
  write("sudo", "@include common-auth\n" + kAccount);
  write("sudo-i", "@include common-auth\n" + kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("note module-missing sudo"));
  EXPECT_THAT(remedies(), ElementsAre("run: ozibusctl enable sudo"));
  write("sudo", "@include ozibus-password-and-code\n" + kAccount);
  write("sudo-i", "@include ozibus-password-and-code\n" + kAccount);
  write("sshd", "@include common-auth\n" + kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("note module-missing sshd"));
  EXPECT_THAT(remedies(), ElementsAre("run: ozibusctl enable sshd"));
}

TEST_F(CheckServices, a_module_that_stands_nowhere_asks_nobody) {
  for (const char* name : {"sshd", "sudo", "sudo-i"})
    write(name, "@include common-auth\n" + kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("module-nowhere "));
  EXPECT_THAT(remedies(), ElementsAre(HasSubstr("run: ozibusctl enable sshd")));
}

TEST_F(CheckServices, a_stack_that_cannot_be_read_is_told) {
  write("sudo", "auth reqired pam_unix.so\n");
  EXPECT_THAT(found_in_services(), testing::Contains("stack-unreadable sudo"));
}

TEST_F(CheckServices, an_argument_that_the_module_does_not_know_is_told) {
  write("sudo", "@include common-auth\nauth required pam_ozibus.so debgu config=etc\n" + kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("argument-unknown sudo:2", "note other-configuration sudo:2"));
}

TEST_F(CheckServices, a_service_that_nobody_thinks_of_is_found) {
  write("doas", kOurs + kAccount);
  EXPECT_TRUE(has_module(read_services(folder.path()), "doas"));
  EXPECT_FALSE(read_services(folder.path()).contains("ozibus-key-and-code"));
}

TEST_F(CheckServices, paths_come_from_the_arguments_or_are_built_in) {
  EXPECT_THAT(paths_in(read_services(folder.path()), "helper=", "/built-in"), ElementsAre("/built-in"));
  write("sudo", "@include common-auth\nauth required /opt/pam_ozibus.so helper=/opt/helper\n" + kAccount);
  EXPECT_THAT(paths_in(read_services(folder.path()), "helper=", "/built-in"),
              ElementsAre("/built-in", "/opt/helper"));
  EXPECT_THAT(modules_in(read_services(folder.path())), ElementsAre("/opt/pam_ozibus.so", "pam_ozibus.so"));
}

std::string meets(const std::vector<Login>& logins, const std::string& id) {
  for (const Login& login : logins) {
    if (login.id == id) return login.meets;
  }
  return "";
}

TEST_F(CheckServices, logins_are_told_in_words) {
  SshdSettings sshd;
  sshd.use_pam = sshd.keyboard_interactive = sshd.public_key = true;
  sshd.methods = {{"keyboard-interactive"}};
  auto logins = describe_logins(read_services(folder.path()), sshd, OurModule::Works);
  EXPECT_EQ(meets(logins, "ssh_key"), "a refusal: a key is not enough for any method");
  EXPECT_EQ(meets(logins, "ssh_password"), "the password, then a code");
  EXPECT_EQ(meets(logins, "sudo"), "the password, then a code");
  EXPECT_EQ(meets(logins, "su"), "the password, no code");

  write("sshd", "@include ozibus-key-and-code\n" + kAccount);
  sshd.methods = {{"publickey", "keyboard-interactive"}};
  logins = describe_logins(read_services(folder.path()), sshd, OurModule::Works);
  EXPECT_EQ(meets(logins, "ssh_key"), "the key, then a code");
  EXPECT_EQ(meets(logins, "ssh_password"), "a refusal: sshd wants more than a password");

  sshd.methods = {};
  sshd.password = true;
  sshd.keyboard_interactive = false;
  logins = describe_logins(read_services(folder.path()), sshd, OurModule::Works);
  EXPECT_EQ(meets(logins, "ssh_key"), "the key, no code");
  EXPECT_THAT(meets(logins, "ssh_password"), HasSubstr("a refusal after a message was sent"));
  sshd.use_pam = false;
  EXPECT_EQ(meets(describe_logins(read_services(folder.path()), sshd, OurModule::Works), "ssh_password"),
            "the password, no code");
}

TEST_F(CheckServices, a_module_that_cannot_work_refuses_where_it_is_required) {
  write("sudo", "auth requisite pam_unix.so\nauth required pam_ozibus.so\n" + kAccount);
  write("su", "auth requisite pam_unix.so\nauth optional pam_ozibus.so\n" + kAccount);
  const auto logins = describe_logins(read_services(folder.path()), std::nullopt, OurModule::Refuses);
  EXPECT_EQ(meets(logins, "sudo"), "a refusal: the module can't work, see below");
  EXPECT_EQ(meets(logins, "su"), "the password, no code");
}

}  // namespace
}  // namespace ozibus::ctl::check
