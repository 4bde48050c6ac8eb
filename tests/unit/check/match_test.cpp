// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/match_rules.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CheckMatch : public testing::Test {
 protected:
  // Where somebody gets in without a key, as FILE:LINE below the folder.
  [[nodiscard]] std::vector<std::string> found(const std::string& text) const {
    (void)folder_.write("sshd_config", text);
    std::vector<std::string> places;
    for (const Finding& finding : judge_ways_without_key(read_sshd_lines(folder_.path()))) {
      EXPECT_EQ(finding.gravity, Gravity::Problem);
      EXPECT_FALSE(finding.remedy.empty());
      places.push_back(finding.place.substr(folder_.path().size() + 1));
    }
    return places;
  }

  fakes::TempFolder folder_;
};

TEST_F(CheckMatch, an_alternative_without_a_key_is_found_where_it_stands) {
  EXPECT_THAT(found("UsePAM yes\nMatch Address 10.0.0.0/8\n  AuthenticationMethods publickey "
                    "keyboard-interactive\n"),
              ElementsAre("sshd_config:3"));
}

TEST_F(CheckMatch, every_way_to_pam_without_a_key_counts) {
  for (const char* methods : {"any", "password", "keyboard-interactive:pam", "none",
                              "publickey,password none", "password,keyboard-interactive", ""})
    EXPECT_THAT(found(std::string("Match all\nAuthenticationMethods ") + methods + "\n"),
                ElementsAre("sshd_config:2"))
        << methods;
}

TEST_F(CheckMatch, a_key_or_what_is_as_good_may_stand_anywhere_in_each_alternative) {
  for (const char* methods :
       {"publickey", "publickey,keyboard-interactive", "keyboard-interactive,publickey hostbased,password",
        "gssapi-with-mic,keyboard-interactive", "publickey # keyboard-interactive"})
    EXPECT_THAT(found(std::string("Match all\nAuthenticationMethods ") + methods + "\n"), IsEmpty())
        << methods;
}

TEST_F(CheckMatch, what_stands_outside_of_match_blocks_is_for_sshd_to_tell) {
  EXPECT_THAT(found("AuthenticationMethods any\n#Match all\n# AuthenticationMethods any\n"), IsEmpty());
}

TEST_F(CheckMatch, settings_that_only_lock_out_or_that_the_methods_outdo_do_not_matter) {
  EXPECT_THAT(found("Match all\nPubkeyAuthentication no\nPasswordAuthentication yes\n"
                    "KbdInteractiveAuthentication yes\nPermitEmptyPasswords yes\n"),
              IsEmpty());
}

TEST_F(CheckMatch, the_line_is_mended_in_its_place) {
  (void)folder_.write("sshd_config", "Match all\nAuthenticationMethods any\n");
  const Findings findings = judge_ways_without_key(read_sshd_lines(folder_.path()));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].remedy,
              testing::StartsWith("run: sed -i '2c AuthenticationMethods publickey,keyboard-interactive' " +
                                  folder_.path("sshd_config") + " && "));
}

TEST_F(CheckMatch, sshd_takes_keywords_in_any_letters_with_equal_signs_and_quotes) {
  EXPECT_THAT(found("\tMATCH=all\nauthenticationMETHODS = \"any\"\n\"AuthenticationMethods\" 'any'\r\n"),
              ElementsAre("sshd_config:2", "sshd_config:3"));
}

TEST_F(CheckMatch, files_are_included_as_sshd_does) {
  folder_.make_folder("a folder");
  (void)folder_.write("a folder/1.conf",
                      "AuthenticationMethods any\nMatch User bob\nAuthenticationMethods any\n");
  (void)folder_.write("a folder/2.conf", "AuthenticationMethods any\n");
  EXPECT_THAT(found("Include \"a folder/*.conf\" missing\nAuthenticationMethods any\n"),
              ElementsAre("a folder/1.conf:3"));
  EXPECT_THAT(found("Match all\nInclude a\\ folder/2.conf\n"), ElementsAre("a folder/2.conf:1"));
  EXPECT_THAT(found("Match all\nInclude \"" + folder_.path("a folder") + "/2.conf\"\n"),
              ElementsAre("a folder/2.conf:1"));
}

TEST_F(CheckMatch, a_file_that_includes_itself_comes_to_an_end) {
  EXPECT_THAT(found("Match all\nInclude sshd_config\n"), IsEmpty());
}

}  // namespace
}  // namespace ozibus::ctl::check
