// SPDX-License-Identifier: Apache-2.0
#include "ctl/stack/control.h"

#include <gtest/gtest.h>

namespace ozibus::ctl::stack {
namespace {

using Kind = Action::Kind;

TEST(StackControl, knows_the_short_words) {
  EXPECT_EQ(Control::parse("required")->of(PAM_AUTH_ERR), Action{Kind::Bad});
  EXPECT_EQ(Control::parse("requisite")->of(PAM_AUTH_ERR), Action{Kind::Die});
  EXPECT_EQ(Control::parse("sufficient")->of(PAM_SUCCESS), Action{Kind::Done});
  EXPECT_EQ(Control::parse("optional")->of(PAM_AUTH_ERR), Action{Kind::Ignore});
}

TEST(StackControl, takes_an_action_for_each_result) {
  const auto control = Control::parse("[success=2 ignore=ignore default=die]");
  ASSERT_TRUE(control);
  EXPECT_EQ(control->of(PAM_SUCCESS), (Action{Kind::Jump, 2}));
  EXPECT_EQ(control->of(PAM_IGNORE), Action{Kind::Ignore});
  EXPECT_EQ(control->of(PAM_MAXTRIES), Action{Kind::Die});
}

TEST(StackControl, is_bad_for_what_nobody_has_named) {
  EXPECT_EQ(Control::parse("[success=ok]")->of(PAM_AUTH_ERR), Action{Kind::Bad});
  EXPECT_EQ(Control::parse("required")->of(-1), Action{Kind::Bad});
  EXPECT_EQ(Control::parse("required")->of(1000), Action{Kind::Bad});
}

TEST(StackControl, says_what_it_does_not_understand) {
  for (const char* text : {"", "reqired", "[success]", "[success=maybe]", "[succes=ok]", "[success=0]", "[",
                           "[success=ok", "[success=-1]"}) {
    const auto control = Control::parse(text);
    ASSERT_FALSE(control) << text;
    EXPECT_EQ(control.error().reason,
              "the control \"" + std::string(text) + "\" is not understood; see pam.conf(5)");
  }
}

}  // namespace
}  // namespace ozibus::ctl::stack
