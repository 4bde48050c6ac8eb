// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/include_line.h"

#include <gmock/gmock.h>

namespace ozibus::ctl::change {
namespace {

using testing::HasSubstr;

Result<std::string> replaced(const std::string& text) {
  return replace_include("/etc/pam.d/sshd", text, "common-auth", "ozibus-key-and-code");
}

TEST(IncludeLine, keeps_every_other_byte) {
  EXPECT_EQ(replaced("# one\r\n\t@include\t common-auth \t# why\nauth x y.so"),
            "# one\r\n\t@include\t ozibus-key-and-code \t# why\nauth x y.so");
  EXPECT_EQ(replaced("@include common-auth"), "@include ozibus-key-and-code");
  EXPECT_EQ(replaced("@include common-auth#\n\n"), "@include ozibus-key-and-code#\n\n");
}

TEST(IncludeLine, is_not_taken_for_what_looks_like_it) {
  for (const char* text :
       {"", "# @include common-auth\n", "@include common-authority\n", "@include common-account\n",
        "@includecommon-auth\n", "@include\n", "auth include common-auth\n",
        "auth x \\\n@include common-auth\n", "@include common-auth \\\nx\n"}) {
    const auto text_after = replaced(text);
    ASSERT_FALSE(text_after) << text;
    EXPECT_THAT(text_after.error().reason,
                HasSubstr("/etc/pam.d/sshd: has no line \"@include common-auth\""));
    EXPECT_THAT(text_after.error().reason, HasSubstr("by hand"));
  }
}

TEST(IncludeLine, is_left_alone_where_there_are_two) {
  const auto text = replaced("@include common-auth\n@include common-auth\n");
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().reason, HasSubstr("2 times"));
}

TEST(IncludeLine, is_found_by_the_file_that_it_names) {
  EXPECT_TRUE(has_include("x\n  @include ozibus-key-and-code\n", "ozibus-key-and-code"));
  EXPECT_FALSE(has_include("#@include ozibus-key-and-code\n", "ozibus-key-and-code"));
}

}  // namespace
}  // namespace ozibus::ctl::change
