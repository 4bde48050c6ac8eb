// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "tests/unit/contacts/map_file.h"

namespace ozibus::contacts {
namespace {

std::string shipped() {
  std::ostringstream text;
  text << std::ifstream(OZIBUS_CONF_FOLDER "/users.map.example").rdbuf();
  return text.str();
}

// Its lines are examples, and nobody's code must go to an example's address.
TEST(UsersMapExample, names_nobody_as_it_is) {
  for (const char* login : {"alice", "bob", "carol"})
    EXPECT_EQ(look_up(shipped(), login), Addresses{}) << login;
}

TEST(UsersMapExample, is_right_once_its_lines_are_in_use) {
  const std::string used = std::regex_replace(shipped(), std::regex("\n# ([a-z]+|\\*): "), "\n$1: ");
  EXPECT_EQ(look_up(used, "alice"), (Addresses{"+61400000001", "alice@example.com"}));
  EXPECT_EQ(look_up(used, "bob"), Addresses{"bob@example.com"});
  EXPECT_EQ(look_up(used, "carol"), Addresses{"carol@example.com"});
}

}  // namespace
}  // namespace ozibus::contacts
