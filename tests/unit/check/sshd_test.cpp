// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/other_sshd.h"
#include "ctl/check/sshd.h"
#include "ctl/check/sshd_rules.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kKeyAndCode =
    "port 22\nusepam yes\nlogingracetime 120\npermitrootlogin without-password\npubkeyauthentication yes\n"
    "passwordauthentication no\nkbdinteractiveauthentication yes\nusedns no\n"
    "authenticationmethods publickey,keyboard-interactive\n";

// The shipped settings with another value of one keyword.
SshdSettings with(const std::string& keyword, const std::string& value) {
  std::string text = kKeyAndCode;
  const std::size_t begin = text.find("\n" + keyword + " ") + 1;
  text.replace(begin, text.find('\n', begin) - begin, keyword + " " + value);
  return parse_sshd_settings(text);
}

SshdDemands demands() {
  return {110s, true, [](const std::string& keyword) { return "/etc/ssh/" + keyword + ":7"; }};
}

std::vector<std::string> found(const SshdSettings& settings) {
  std::vector<std::string> ids;
  for (const Finding& finding : judge_sshd(settings, demands())) {
    EXPECT_FALSE(finding.remedy.empty()) << finding.id;
    ids.push_back((finding.gravity == Gravity::Note ? "note " : "") + finding.id);
  }
  return ids;
}

TEST(CheckSshd, the_shipped_settings_are_good) {
  EXPECT_THAT(found(parse_sshd_settings(kKeyAndCode)), IsEmpty());
  EXPECT_THAT(found(with("authenticationmethods", "keyboard-interactive")), IsEmpty());
  EXPECT_THAT(found(with("authenticationmethods", "publickey,keyboard-interactive:pam")), IsEmpty());
}

TEST(CheckSshd, without_pam_nobody_is_asked) {
  EXPECT_THAT(found(with("usepam", "no")), ElementsAre("sshd-without-pam"));
}

TEST(CheckSshd, without_keyboard_interactive_nobody_can_be_asked) {
  EXPECT_THAT(found(with("kbdinteractiveauthentication", "no")), ElementsAre("sshd-never-asks"));
  EXPECT_THAT(found(with("authenticationmethods", "publickey,gssapi-with-mic")),
              testing::Contains("sshd-never-asks"));
}

TEST(CheckSshd, keys_skip_the_code_when_no_methods_are_set) {
  EXPECT_THAT(found(with("authenticationmethods", "any")), ElementsAre("keys-skip-code"));
}

TEST(CheckSshd, keys_skip_the_code_by_an_alternative_without_it) {
  EXPECT_THAT(found(with("authenticationmethods", "publickey,keyboard-interactive publickey")),
              ElementsAre("keys-skip-code"));
}

TEST(CheckSshd, a_key_that_is_not_taken_skips_nothing) {
  SshdSettings settings = with("authenticationmethods", "any");
  settings.public_key = false;
  EXPECT_THAT(found(settings), IsEmpty());
}

TEST(CheckSshd, what_is_as_good_as_a_key_skips_the_code_as_well) {
  for (const std::string method : {"gssapi-with-mic", "gssapi-keyex", "hostbased"}) {
    const std::string id = method == "hostbased" ? "hosts-skip-code" : "tickets-skip-code";
    const std::string on =
        "hostbasedauthentication yes\ngssapiauthentication yes\ngssapikeyexchange "
        "yes\nauthenticationmethods ";
    EXPECT_THAT(found(with("authenticationmethods", "publickey,keyboard-interactive " + method)), IsEmpty());
    EXPECT_THAT(found(parse_sshd_settings(kKeyAndCode + on + "publickey,keyboard-interactive " + method)),
                ElementsAre(id));
    EXPECT_THAT(found(parse_sshd_settings(kKeyAndCode + on +
                                          "publickey,keyboard-interactive keyboard-interactive," + method)),
                IsEmpty());
  }
  EXPECT_THAT(found(parse_sshd_settings(kKeyAndCode + "gssapiauthentication yes\nauthenticationmethods any")),
              ElementsAre("keys-skip-code", "tickets-skip-code"));
}

TEST(CheckSshd, password_authentication_cannot_ask_for_a_code) {
  SshdSettings settings = with("passwordauthentication", "yes");
  EXPECT_THAT(found(settings), ElementsAre("note password-authentication"));
  settings.methods = {{"password"}, {"publickey", "keyboard-interactive"}};
  EXPECT_THAT(found(settings), ElementsAre("password-authentication"));
}

TEST(CheckSshd, the_grace_time_must_be_longer_than_a_login) {
  EXPECT_THAT(found(with("logingracetime", "60")), ElementsAre("grace-time-too-short"));
  EXPECT_THAT(found(with("logingracetime", "110")), ElementsAre("grace-time-too-short"));
  EXPECT_THAT(found(with("logingracetime", "0")), IsEmpty());
}

TEST(CheckSshd, names_are_in_no_network) {
  EXPECT_THAT(found(with("usedns", "yes")), ElementsAre("note networks-never-match"));
}

TEST(CheckSshd, a_match_block_that_weakens_is_found_for_its_user_alone) {
  const SshdSettings all = parse_sshd_settings(kKeyAndCode);
  const Findings findings =
      judge_sshd_user(all, with("authenticationmethods", "publickey"), "alice", demands());
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[1].id, "keys-skip-code");
  EXPECT_EQ(findings[1].place, "/etc/ssh/AuthenticationMethods:7");
  EXPECT_THAT(findings[1].what, HasSubstr("for alice: logins with a key skip the code"));
  EXPECT_THAT(judge_sshd_user(all, all, "alice", demands()), IsEmpty());
  const SshdSettings weak = with("authenticationmethods", "any");
  EXPECT_THAT(judge_sshd_user(weak, weak, "alice", demands()), IsEmpty());
}

TEST(CheckSshd, insists_on_a_key_only_when_every_way_to_pam_does) {
  EXPECT_TRUE(insists_on_key(parse_sshd_settings(kKeyAndCode)));
  EXPECT_FALSE(insists_on_key(with("authenticationmethods", "keyboard-interactive")));
  EXPECT_FALSE(
      insists_on_key(with("authenticationmethods", "publickey,keyboard-interactive keyboard-interactive")));
  EXPECT_FALSE(insists_on_key(with("authenticationmethods", "any")));
  EXPECT_FALSE(insists_on_key(with("authenticationmethods", "publickey,keyboard-interactive none")));
}

Findings other(const SshdSettings& settings, StackChecks stack = StackChecks::CodeOnly) {
  return judge_other_sshd({7, "sshd: /usr/sbin/sshd -f /s [listener]"}, "/usr/sbin/sshd -f /s", settings,
                          stack);
}

TEST(CheckSshd, another_sshd_that_wants_a_key_and_a_code_is_fine) {
  EXPECT_THAT(other(parse_sshd_settings(kKeyAndCode)), IsEmpty());
}

TEST(CheckSshd, another_sshd_without_a_key_lets_in_by_the_code_alone) {
  const Findings found = other(with("authenticationmethods", "keyboard-interactive"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].gravity, Gravity::Problem);
  EXPECT_EQ(found[0].id, "other-sshd");
  EXPECT_EQ(found[0].place, "/usr/sbin/sshd -f /s");
  EXPECT_THAT(found[0].what, HasSubstr("a code is enough"));
  EXPECT_THAT(found[0].remedy, HasSubstr("kill 7"));
  EXPECT_THAT(other(with("authenticationmethods", "keyboard-interactive"), StackChecks::FirstFactorAndCode),
              IsEmpty());
}

TEST(CheckSshd, another_sshd_past_pam_or_that_does_not_tell_is_a_problem_whatever_the_stack) {
  ASSERT_EQ(other(with("usepam", "no"), StackChecks::FirstFactorAndCode).size(), 1U);
  EXPECT_THAT(other(with("usepam", "no"))[0].what, HasSubstr("asks nobody for a code"));
  const Findings untold =
      judge_other_sshd({7, ""}, "sshd -f /s", failure("/s: no"), StackChecks::FirstFactorAndCode);
  ASSERT_EQ(untold.size(), 1U);
  EXPECT_EQ(untold[0].gravity, Gravity::Problem);
  EXPECT_THAT(untold[0].what, HasSubstr("/s: no"));
}

TEST(CheckSshd, another_sshd_whose_keys_skip_the_code_may_be_meant) {
  const Findings found = other(with("authenticationmethods", "publickey"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].gravity, Gravity::Note);
  EXPECT_EQ(found[0].id, "other-sshd-spares-code");
}

TEST(CheckSshd, a_keyword_counts_where_it_stands_first) {
  const fakes::TempFolder folder;
  folder.make_folder("sshd_config.d");
  folder.write(
      "sshd_config",
      "Include sshd_config.d/*.conf\n#UsePAM no\nUsePAM yes\nLoginGraceTime=5\nMatch all\nUseDNS no\n");
  folder.write("sshd_config.d/10-b.conf", "\nusepam no\n");
  const Sshd sshd("", folder.path());
  EXPECT_EQ(sshd.place_of("UsePAM"), folder.path("sshd_config.d/10-b.conf:2"));
  EXPECT_EQ(sshd.place_of("LoginGraceTime"), folder.path("sshd_config:4"));
  EXPECT_EQ(sshd.place_of("UseDNS"), folder.path("sshd_config"));
  EXPECT_FALSE(sshd.is_installed());
}

TEST(CheckSshd, a_keyword_counts_by_its_older_names) {
  for (const char* alias : {"ChallengeResponseAuthentication", "SkeyAuthentication"}) {
    const fakes::TempFolder folder;
    folder.write("sshd_config",
                 std::string("UsePAM yes\n") + alias + " no\nKbdInteractiveAuthentication yes\n");
    EXPECT_EQ(Sshd("", folder.path()).place_of("KbdInteractiveAuthentication"), folder.path("sshd_config:2"));
  }
}

TEST(CheckSshd, for_a_user_the_line_of_the_match_block_counts_whose_value_is_in_force) {
  const fakes::TempFolder folder;
  const Sshd sshd(
      folder.write("sshd", "#!/bin/sh\necho authenticationmethods publickey,hostbased publickey\n", 0700),
      folder.path());
  folder.write("sshd_config",
               "AuthenticationMethods any\nMatch User bob\nAuthenticationMethods publickey\nUsePAM no\n"
               "Match User alice\nAuthenticationMethods publickey,hostbased publickey\n");
  EXPECT_EQ(sshd.place_for("alice", "AuthenticationMethods"), folder.path("sshd_config:6"));
  EXPECT_EQ(sshd.place_for("alice", "UsePAM"), folder.path("sshd_config"));
}

TEST(CheckSshd, says_in_which_line_of_its_configuration_it_stumbles) {
  const fakes::TempFolder folder;
  for (const char* text : {"/x/a.conf: line 3: Bad option: No", "/x/a.conf line 3: Bad option: No"}) {
    const Sshd sshd(
        folder.write("sshd", std::string("#!/bin/sh\necho '") + text + "'\necho /x: terminating\nexit 255\n",
                     0700),
        "/etc/ssh");
    const auto settings = sshd.ask();
    ASSERT_FALSE(settings);
    EXPECT_THAT(settings.error().reason,
                testing::StartsWith("/x/a.conf:3: Bad option: No; correct the line"));
  }
}

TEST(CheckSshd, methods_that_cannot_be_satisfied_are_told_where_they_stand_and_what_they_miss_put_on) {
  const fakes::TempFolder folder;
  const Sshd sshd(
      folder.write("sshd", "#!/bin/sh\necho 'AuthenticationMethods cannot be satisfied by x'\nexit 255\n",
                   0700),
      folder.path());
  folder.write("sshd_config",
               "AuthenticationMethods publickey,keyboard-interactive\nSkeyAuthentication no\n");
  EXPECT_EQ(sshd.ask().error().reason,
            folder.path("sshd_config:1") +
                ": AuthenticationMethods cannot be satisfied by x; run: sed -i '2c "
                "KbdInteractiveAuthentication yes' " +
                folder.path("sshd_config") + " && sshd -t && systemctl reload ssh");
  folder.write("sshd_config", "AuthenticationMethods none\n");
  EXPECT_THAT(sshd.ask().error().reason,
              HasSubstr("'1c AuthenticationMethods publickey,keyboard-interactive'"));
}

TEST(CheckSshd, an_sshd_that_does_not_like_its_configuration_says_why) {
  const fakes::TempFolder folder;
  const Sshd sshd(folder.write("sshd", "#!/bin/sh\necho first\necho 'line 3: Bad option'\nexit 255\n", 0700),
                  "/etc/ssh");
  const auto settings = sshd.ask();
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error().reason,
              HasSubstr("/etc/ssh/sshd_config: line 3: Bad option; see all of it, run: "));
}

TEST(CheckSshd, is_asked_for_a_user_as_a_stranger_from_the_internet) {
  const fakes::TempFolder folder;
  const Sshd sshd(folder.write("sshd", "#!/bin/sh\necho usepam yes\necho permitrootlogin \"$*\"\n", 0700),
                  "/etc/ssh");
  const auto settings = sshd.ask_for("alice");
  ASSERT_TRUE(settings);
  EXPECT_TRUE(settings->use_pam);
  EXPECT_THAT(settings->permit_root_login, HasSubstr("-T -C user=alice,host="));
}

}  // namespace
}  // namespace ozibus::ctl::check
