// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/logins.h"
#include "ctl/check/services.h"
#include "tests/unit/check/stack_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string meets(const std::vector<Login>& logins, const std::string& id) {
  for (const Login& login : logins) {
    if (login.id == id) return login.meets;
  }
  return "";
}

class CheckServices : public StackFolder {
 protected:
  CheckServices() {
    write("ozibus-password-and-code", shipped("ozibus-password-and-code"));
    write("ozibus-key-and-code", shipped("ozibus-key-and-code"));
    for (const char* name : {"sshd", "sudo", "sudo-i"})
      write(name, "@include ozibus-password-and-code\n" + kAccount);
    write("su", "auth sufficient pam_rootok.so\n@include common-auth\n" + kAccount);
    write("su-l", "auth include su\n" + kAccount);
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

TEST_F(CheckServices, a_service_without_a_line_of_type_auth_goes_by_other) {
  write("other", "@include common-auth\n" + kAccount);
  write("sudo", kAccount);
  write("sudo-i", kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("auth-missing sudo", "auth-missing sudo-i"));
  EXPECT_THAT(remedies(), testing::Contains("run: printf '\\n@include ozibus-password-and-code\\n' >>" +
                                            folder.path("sudo")));
  EXPECT_EQ(meets(describe_logins(read_services(folder.path()), std::nullopt, OurModule::Works, {}), "sudo"),
            "the password, no code");
  write("sudo-i", "@include ozibus-password-and-code\n" + kAccount);
  EXPECT_THAT(found_in_services(), ElementsAre("auth-missing sudo"));
  write("sudo-i", "@include common-auth\n" + kAccount);
  EXPECT_THAT(remedies(),
              testing::Contains("run: printf '\\n@include common-auth\\n' >>" + folder.path("sudo")));
}

TEST_F(CheckServices, what_goes_by_an_other_with_the_module_is_no_service_of_its_own) {
  write("other", kOurs + kAccount);
  write("common-account", kAccount);
  EXPECT_FALSE(read_services(folder.path()).contains("common-account"));
  EXPECT_TRUE(has_module(read_services(folder.path()), "other"));
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
  EXPECT_THAT(found_in_services(), testing::Contains("stack-unreadable sudo:1"));
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

TEST_F(CheckServices, logins_are_told_in_words) {
  SshdSettings sshd;
  sshd.use_pam = sshd.keyboard_interactive = sshd.public_key = true;
  sshd.methods = {{"keyboard-interactive"}};
  auto logins = describe_logins(read_services(folder.path()), sshd, OurModule::Works, {});
  EXPECT_EQ(meets(logins, "ssh_key"), "a refusal: a key is not enough for any method");
  EXPECT_EQ(meets(logins, "ssh_password"), "the password, then a code");
  EXPECT_EQ(meets(logins, "sudo"), "the password, then a code");
  EXPECT_EQ(meets(logins, "su"), "the password, no code");

  write("sshd", "@include ozibus-key-and-code\n" + kAccount);
  sshd.methods = {{"publickey", "keyboard-interactive"}};
  logins = describe_logins(read_services(folder.path()), sshd, OurModule::Works, {});
  EXPECT_EQ(meets(logins, "ssh_key"), "the key, then a code");
  EXPECT_EQ(meets(logins, "ssh_password"), "a refusal: sshd wants more than a password");

  sshd.methods = {};
  sshd.password = true;
  sshd.keyboard_interactive = false;
  logins = describe_logins(read_services(folder.path()), sshd, OurModule::Works, {});
  EXPECT_EQ(meets(logins, "ssh_key"), "the key, no code");
  EXPECT_THAT(meets(logins, "ssh_password"), HasSubstr("a refusal after a message was sent"));
  sshd.use_pam = false;
  EXPECT_EQ(meets(describe_logins(read_services(folder.path()), sshd, OurModule::Works, {}), "ssh_password"),
            "the password, no code");
}

TEST_F(CheckServices, a_module_that_cannot_work_refuses_where_it_is_required) {
  write("sudo", "auth requisite pam_unix.so\nauth required pam_ozibus.so\n" + kAccount);
  write("su", "auth requisite pam_unix.so\nauth optional pam_ozibus.so\n" + kAccount);
  const auto logins = describe_logins(read_services(folder.path()), std::nullopt, OurModule::Refuses, {});
  EXPECT_EQ(meets(logins, "sudo"), "a refusal: the module can't work, see below");
  EXPECT_EQ(meets(logins, "su"), "the password, no code");
}

}  // namespace
}  // namespace ozibus::ctl::check
