// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/check/stack_rules.h"
#include "tests/unit/check/stack_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CheckStacks : public StackFolder {
 protected:
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

}  // namespace
}  // namespace ozibus::ctl::check
