// SPDX-License-Identifier: Apache-2.0
// The files in conf/ say what the program does.
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>

#include <gtest/gtest.h>

#include "helper/config/keys.h"
#include "tests/unit/config/config_file.h"

namespace ozibus::config {
namespace {

std::string shipped(const std::string& name) {
  std::ifstream file(OZIBUS_CONF_FOLDER "/" + name, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  EXPECT_NE(content.str(), "") << name;
  return content.str();
}

const std::regex kKeyLine("^# ([a-z_]+) = (.*)$");

// With every "# key = value" as "key = value".
std::string uncommented(const std::string& content) {
  std::istringstream lines(content);
  std::string result;
  for (std::string line; std::getline(lines, line);)
    result += std::regex_replace(line, kKeyLine, "$1 = $2") + "\n";
  return result;
}

// "section.key" of every commented key.
std::multiset<std::string> keys_of(const std::string& content) {
  std::istringstream lines(content);
  std::multiset<std::string> names;
  std::string section;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) section = line.substr(1, line.find(']') - 1);
    if (std::smatch match; std::regex_match(line, match, kKeyLine))
      names.insert(section + "." + match[1].str());
  }
  return names;
}

void expect_defaults(Config& config) {
  Config defaults;
  for (const Key& key : keys()) {
    std::visit(
        [&](const auto& kind) {
          EXPECT_EQ(kind.destination(config), kind.destination(defaults)) << key.name;
        },
        key.kind);
  }
}

TEST(ShippedConfiguration, is_the_defaults_as_it_is) {
  auto config = ConfigFile().load(shipped("ozibus.conf"));
  ASSERT_TRUE(config) << config.error().reason;
  expect_defaults(*config);
}

TEST(ShippedConfiguration, is_the_defaults_with_every_key_uncommented) {
  const std::string content = uncommented(shipped("ozibus.conf"));
  auto config = ConfigFile().load(content);
  ASSERT_TRUE(config) << config.error().reason;
  expect_defaults(*config);
  // Every key was really read: as the value of another type each is refused.
  for (const Key& key : keys()) {
    const std::regex line("\n" + std::string(key.name) + " = [^\n]*");
    EXPECT_FALSE(
        ConfigFile().load(std::regex_replace(content, line, "\n" + std::string(key.name) + " = 0.5")))
        << key.name;
  }
}

TEST(ShippedConfiguration, names_each_key_once_and_no_other) {
  std::multiset<std::string> known;
  for (const Key& key : keys())
    known.insert(std::string(key.section) + "." + std::string(key.name));
  EXPECT_EQ(keys_of(shipped("ozibus.conf")), known);
}

TEST(ShippedConfiguration, explains_each_key_in_the_line_before_it) {
  std::istringstream lines(shipped("ozibus.conf"));
  std::string previous;
  for (std::string line; std::getline(lines, line); previous = line) {
    if (!std::regex_match(line, kKeyLine)) continue;
    EXPECT_TRUE(previous.starts_with("# ") && previous.ends_with('.')) << line;
    EXPECT_FALSE(std::regex_match(previous, kKeyLine)) << line;
  }
}

TEST(ShippedCredentials, are_refused_until_somebody_has_filled_them_in) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("credentials", shipped("credentials.example"));
  const auto credentials = load_credentials(path);
  ASSERT_FALSE(credentials);
  EXPECT_EQ(credentials.error().reason,
            path + ":5:15: merchant_id is still that of the example; write the one of your account");

  const std::string filled_in = std::regex_replace(shipped("credentials.example"), std::regex("YOUR_"), "");
  EXPECT_TRUE(load_credentials(folder.write("credentials", filled_in)));
}

TEST(ShippedCredentials, name_every_key) {
  const fakes::TempFolder folder;
  const auto both =
      load_credentials(folder.write("credentials", uncommented(shipped("credentials.example"))));
  ASSERT_FALSE(both);
  EXPECT_NE(both.error().reason.find("bearer_token and bearer_token_file are both set"), std::string::npos)
      << both.error().reason;
}

}  // namespace
}  // namespace ozibus::config
