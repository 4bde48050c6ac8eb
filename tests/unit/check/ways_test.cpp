// SPDX-License-Identifier: Apache-2.0
// Services that asked for a code once, and those that lead to the same place without one.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/logins.h"
#include "ctl/check/other_ways.h"
#include "ctl/check/services.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kPassword = "auth requisite pam_unix.so\naccount required pam_unix.so\n";
const std::string kPasswordAndCode =
    "auth requisite pam_unix.so\nauth required pam_ozibus.so\naccount required pam_unix.so\n";

class CheckWays : public ::testing::Test {
 protected:
  CheckWays() {
    for (const char* name : {"sshd", "sudo", "sudo-i"})
      write(name, kPasswordAndCode);
    write("su", kPassword);
  }

  void write(const std::string& name, const std::string& content) const {
    folder_.write(name, content, 0644);
  }

  // "ID SERVICE".
  [[nodiscard]] std::vector<std::string> told(const Findings& findings) const {
    std::vector<std::string> ids;
    for (const Finding& finding : findings) {
      EXPECT_THAT(finding.remedy, HasSubstr("run: ")) << finding.id;
      ids.push_back((finding.gravity == Gravity::Note ? "note " : "") + finding.id + " " +
                    finding.place.substr(folder_.path().size() + 1));
    }
    return ids;
  }

  [[nodiscard]] std::vector<std::string> found(const std::vector<MadeToAsk>& made_to_ask) const {
    return told(judge_services(read_services(folder_.path()), folder_.path(), "/c", made_to_ask));
  }

  [[nodiscard]] std::vector<std::string> other_ways() const {
    return told(judge_other_ways(read_services(folder_.path()), folder_.path()));
  }

  const fakes::TempFolder folder_;
};

TEST_F(CheckWays, a_service_that_was_made_to_ask_and_does_not_is_a_problem) {
  const std::vector<MadeToAsk> both = {{"sshd", "/etc/ssh/settings"}, {"sudo", "ozibusctl enable sudo"}};
  EXPECT_THAT(found(both), IsEmpty());
  write("sshd", kPassword);
  EXPECT_THAT(found(both), ElementsAre("module-lost sshd"));
  EXPECT_THAT(found({}), ElementsAre("note module-missing sshd"));
  write("sudo", kPassword);
  EXPECT_THAT(found(both), ElementsAre("module-lost sshd", "module-lost sudo"));
}

TEST_F(CheckWays, a_way_to_root_by_the_password_beside_sudo_is_worth_a_note) {
  EXPECT_THAT(other_ways(), IsEmpty());
  write("polkit-1", kPassword);
  write("cockpit", kPassword);
  EXPECT_THAT(other_ways(), ElementsAre("note other-way polkit-1", "note other-way cockpit"));
  write("polkit-1", kPasswordAndCode);
  EXPECT_THAT(other_ways(), ElementsAre("note other-way cockpit"));
}

TEST_F(CheckWays, where_sudo_and_sshd_want_the_password_alone_so_may_others) {
  for (const char* name : {"sshd", "sudo", "polkit-1", "cockpit"})
    write(name, kPassword);
  EXPECT_THAT(other_ways(), IsEmpty());
}

TEST_F(CheckWays, how_many_are_exempt_is_told_where_a_code_is_asked_for) {
  const auto logins = describe_logins(read_services(folder_.path()), std::nullopt, OurModule::Works, {3, 2});
  ASSERT_EQ(logins.size(), 4U);
  EXPECT_EQ(logins[2].meets, "the password, then a code (exempt: 2 of 3 accounts)");
  EXPECT_EQ(logins[3].meets, "the password, no code");
}

}  // namespace
}  // namespace ozibus::ctl::check
