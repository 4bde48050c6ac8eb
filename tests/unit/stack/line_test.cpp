// SPDX-License-Identifier: Apache-2.0
#include "ctl/stack/line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::ctl::stack {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(StackLine, has_a_type_a_control_a_module_and_arguments) {
  const auto line = parse_line("-AUTH\t[success=1 default=ignore]  pam_unix.so nullok [a=b c] # why");
  ASSERT_TRUE(line && *line);
  EXPECT_EQ((*line)->type, "auth");
  EXPECT_EQ((*line)->control, "[success=1 default=ignore]");
  EXPECT_EQ((*line)->target, "pam_unix.so");
  EXPECT_THAT((*line)->arguments, ElementsAre("nullok", "[a=b c]"));
}

TEST(StackLine, may_include_a_file) {
  const auto line = parse_line("@include common-auth");
  ASSERT_TRUE(line && *line);
  EXPECT_EQ((*line)->type, "@include");
  EXPECT_EQ((*line)->target, "common-auth");
}

TEST(StackLine, may_say_nothing) {
  for (const char* text : {"", "   ", "# auth required pam_unix.so", "\t#"}) {
    const auto line = parse_line(text);
    ASSERT_TRUE(line) << text;
    EXPECT_FALSE(*line) << text;
  }
}

TEST(StackLine, says_what_is_missing_or_wrong) {
  EXPECT_THAT(parse_line("auht required pam_unix.so").error().reason, HasSubstr("\"auht\" is no type"));
  EXPECT_THAT(parse_line("auth").error().reason, HasSubstr("no control behind \"auth\""));
  EXPECT_THAT(parse_line("auth required").error().reason, HasSubstr("no module behind the control"));
}

}  // namespace
}  // namespace ozibus::ctl::stack
