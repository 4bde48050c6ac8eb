// SPDX-License-Identifier: Apache-2.0
// Texts that are no TOML in ways that a TOML library may not have thought of.
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/config/config_file.h"

namespace ozibus::config {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::StartsWith;

class OddText : public testing::Test {
 protected:
  ConfigFile file_;
};

TEST_F(OddText, that_no_key_begins_with_is_an_error_with_its_place) {
  for (const std::string text : {"[&", "[ &]", "[log]\na.& = 1", "& = 1"})
    EXPECT_THAT(file_.refusal(text), HasSubstr("Error while parsing")) << text;
}

TEST_F(OddText, beyond_ascii_is_an_error_outside_of_quotes_and_comments) {
  for (const std::string letter :
       {"\xc2\xa7", "\xc3\xbc", "\xcf\x8c", "\xe2\xb1\xa0", "\xe3\x81\x82", "\xef\xbb\xba"}) {
    EXPECT_THAT(file_.refusal(letter + " = 1"), StartsWith(":1:1: Error")) << letter;
    EXPECT_THAT(file_.refusal("gr" + letter + "n = 1"), StartsWith(":1:3: Error")) << letter;
    EXPECT_THAT(file_.refusal("[log]" + letter), StartsWith(":1:6: Error")) << letter;
  }
}

TEST_F(OddText, beyond_ascii_may_stand_in_quotes_and_comments) {
  const auto config = file_.load(
      "# gr\xc3\xbcn\n[users]\nexempt_users = [\"j\xc3\xb6rg\", \"\"\"\\\n\xc3\xb6\"\"\"] # \xc2\xa7\n");
  ASSERT_TRUE(config) << config.error().reason;
  EXPECT_THAT(config->users.exemptions.users, testing::ElementsAre("j\xc3\xb6rg", "\xc3\xb6"));
}

TEST_F(OddText, is_not_repeated_where_it_could_disturb_a_terminal) {
  for (const std::string text : {"x\xc2\x9b", "x\xe2\x80\xae", "x\x1b[2J", "x\xf3\xa0\x80\x81"})
    EXPECT_THAT(file_.refusal(text + " = 1"), Each(testing::AllOf(testing::Ge(' '), testing::Le('~'))))
        << text;
}

}  // namespace
}  // namespace ozibus::config
