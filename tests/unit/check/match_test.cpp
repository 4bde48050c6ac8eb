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

  // What is said of the blocks where a key and a code is wanted of all others, as "ID FILE:LINE".
  [[nodiscard]] std::vector<std::string> judged(const std::string& text) const {
    const SshdSettings of_all = parse_sshd_settings(
        "usepam yes\npubkeyauthentication yes\npasswordauthentication no\nkbdinteractiveauthentication yes\n"
        "authenticationmethods publickey,keyboard-interactive\n");
    (void)folder_.write("sshd_config", text);
    std::vector<std::string> findings;
    for (const Finding& finding : judge_match_blocks(of_all, read_sshd_lines(folder_.path()))) {
      EXPECT_THAT(finding.remedy, testing::HasSubstr("run: "));
      findings.push_back((finding.gravity == Gravity::Note ? "note " : "") + finding.id + " " +
                         finding.place.substr(folder_.path().size() + 1));
    }
    return findings;
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

TEST_F(CheckMatch, who_cannot_be_asked_is_locked_out_where_that_is_switched_off) {
  for (const char* off : {"KbdInteractiveAuthentication no", "ChallengeResponseAuthentication=No",
                          "SkeyAuthentication no", "PubkeyAuthentication no"})
    EXPECT_THAT(judged(std::string("Match User u7\n\n") + off + "\n"),
                ElementsAre("match-locks-out sshd_config:3"))
        << off;
  EXPECT_THAT(judged("Match all\nAuthenticationMethods publickey,password\nPasswordAuthentication yes\n"),
              ElementsAre("match-locks-out sshd_config:2"));
}

TEST_F(CheckMatch, what_the_methods_of_the_block_do_not_need_may_be_off) {
  EXPECT_THAT(
      judged("Match Group web\nPubkeyAuthentication no\nAuthenticationMethods keyboard-interactive\n"),
      IsEmpty());
  EXPECT_THAT(judged("Match Group web\nKbdInteractiveAuthentication yes\nPasswordAuthentication no\n"),
              IsEmpty());
  EXPECT_THAT(judged("KbdInteractiveAuthentication no\nMatch Group web\nX11Forwarding no\n"), IsEmpty());
}

TEST_F(CheckMatch, who_is_spared_the_code_is_told_of) {
  EXPECT_THAT(
      judged("Match User ansible\n  KbdInteractiveAuthentication no\n  AuthenticationMethods publickey\n"),
      ElementsAre("note match-spares-code sshd_config:3"));
  EXPECT_THAT(judged("Match User ansible\nAuthenticationMethods publickey,keyboard-interactive publickey\n"),
              ElementsAre("note match-spares-code sshd_config:2"));
}

TEST_F(CheckMatch, each_block_goes_by_its_own_first_lines) {
  EXPECT_THAT(
      judged("Match User a\nKbdInteractiveAuthentication no\nMatch User b\nAuthenticationMethods publickey\n"
             "AuthenticationMethods publickey,keyboard-interactive\nMatch User c\n"
             "KbdInteractiveAuthentication yes\nKbdInteractiveAuthentication no\n"),
      ElementsAre("match-locks-out sshd_config:2", "note match-spares-code sshd_config:4"));
}

}  // namespace
}  // namespace ozibus::ctl::check
