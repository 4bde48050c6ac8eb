// SPDX-License-Identifier: Apache-2.0
#include "pam_ozibus/arguments.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace ozibus::pam_ozibus {
namespace {

auto parse(const std::vector<const char*>& words) {
  return parse_arguments(words);
}

TEST(Arguments, have_defaults) {
  const auto arguments = parse({});
  ASSERT_TRUE(arguments);
  EXPECT_STREQ(arguments->config_path, OZIBUS_CONFIG_PATH);
  EXPECT_STREQ(arguments->helper_path, OZIBUS_HELPER_PATH);
  EXPECT_FALSE(arguments->debug);
}

TEST(Arguments, are_read) {
  const auto arguments = parse({"debug", "config=/etc/other.conf", "helper=/opt/ozibus-helper"});
  ASSERT_TRUE(arguments);
  EXPECT_STREQ(arguments->config_path, "/etc/other.conf");
  EXPECT_STREQ(arguments->helper_path, "/opt/ozibus-helper");
  EXPECT_TRUE(arguments->debug);
}

TEST(Arguments, that_are_not_understood_are_named) {
  const std::string too_long = "config=/" + std::string(1024, 'x');
  for (const char* word :
       {"confg=/etc/other.conf", "config=", "config=etc/ozibus.conf", "helper=ozibus-helper", "Debug",
        "debug=1", "use_first_pass", "", "config", too_long.c_str()}) {
    const auto arguments = parse({"debug", word});
    ASSERT_FALSE(arguments) << word;
    EXPECT_STREQ(arguments.error(), word);
  }
}

}  // namespace
}  // namespace ozibus::pam_ozibus
