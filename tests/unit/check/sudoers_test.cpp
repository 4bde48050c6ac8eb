// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sudoers.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckSudoers : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<SudoersLine> lines() const { return read_sudoers(folder.path("sudoers")); }
  [[nodiscard]] std::vector<std::string> unasked() const {
    std::vector<std::string> places;
    for (const Finding& finding : judge_unasked(lines())) {
      EXPECT_EQ(finding.id, "sudo-without-password");
      EXPECT_EQ(finding.gravity, Gravity::Note);
      places.push_back(finding.place.substr(folder.path().size() + 1));
    }
    return places;
  }

  const fakes::TempFolder folder;
};

TEST_F(CheckSudoers, files_are_included_as_sudo_does) {
  folder.make_folder("d");
  folder.write("d/20", "Defaults b\n");
  folder.write("d/10", "Defaults a\n");
  folder.write("d/10.old", "Defaults no\n");
  folder.write("d/10~", "Defaults no\n");
  folder.write("one", "Defaults c\n");
  folder.write("sudoers", "Defaults x # y\n# includedir d\n#includedir d\n@include " + folder.path("one") +
                              "\n@include none\n#1000 ALL = \\\n  ALL\n");
  std::vector<std::string> found;
  for (const SudoersLine& line : lines())
    found.push_back(line.place.substr(folder.path().size() + 1) + " " + line.text);
  EXPECT_THAT(found, ElementsAre("sudoers:1 Defaults x ", "d/10:1 Defaults a", "d/20:1 Defaults b",
                                 "one:1 Defaults c", "sudoers:6 #1000 ALL =    ALL"));
}

TEST_F(CheckSudoers, a_file_that_includes_itself_comes_to_an_end) {
  folder.write("sudoers", "@include sudoers\n");
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(CheckSudoers, rules_that_ask_for_nothing_are_named) {
  folder.write("sudoers",
               "root ALL=(ALL) ALL\n# x NOPASSWD: ALL\nalice ALL=(ALL) NOPASSWD: ALL\nDefaults:bob "
               "!authenticate\nbob ALL=(ALL) \\\n  NOPASSWD: ALL\n");
  EXPECT_THAT(unasked(), ElementsAre("sudoers:3", "sudoers:4", "sudoers:5"));
  EXPECT_THAT(judge_unasked(lines())[0].remedy, HasSubstr("run: visudo -f " + folder.path("sudoers")));
}

TEST(CheckSudo, tells_for_how_long_it_remembers) {
  const auto minutes =
      parse_timestamp_timeout("Sudo version 1.9\nAuthentication timestamp timeout: 15.0 minutes\n");
  EXPECT_EQ(minutes, 15.0);
  EXPECT_EQ(parse_timestamp_timeout("Sudo version 1.9\n"), std::nullopt);
  EXPECT_THAT(judge_timestamp_timeout(minutes, {}),
              ElementsAre(testing::AllOf(testing::Field(&Finding::what, HasSubstr("another 15 minutes")),
                                         testing::Field(&Finding::place, "/etc/sudoers"))));
  EXPECT_THAT(judge_timestamp_timeout(-1, {}),
              ElementsAre(testing::Field(&Finding::what, HasSubstr("never again"))));
  EXPECT_THAT(judge_timestamp_timeout(0, {}), IsEmpty());
  EXPECT_THAT(judge_timestamp_timeout(std::nullopt, {}), IsEmpty());
}

TEST(CheckSudo, remembers_by_the_last_line_that_says_so) {
  const std::vector<SudoersLine> lines = {{"/etc/sudoers:1", "Defaults timestamp_timeout=1"},
                                          {"/etc/sudoers.d/x:2", "Defaults\ttimestamp_timeout=60"},
                                          {"/etc/sudoers.d/x:3", "alice ALL=/bin/timestamp_timeout"}};
  const Findings findings = judge_timestamp_timeout(60, lines);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].place, "/etc/sudoers.d/x:2");
  EXPECT_THAT(findings[0].remedy, HasSubstr("run: visudo -f /etc/sudoers.d/x"));
}

}  // namespace
}  // namespace ozibus::ctl::check
