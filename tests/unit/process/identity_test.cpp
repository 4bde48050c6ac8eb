// SPDX-License-Identifier: Apache-2.0
#include "helper/process/identity.h"

#include <gtest/gtest.h>

namespace ozibus::process {
namespace {

TEST(Identity, finds_an_account_by_its_name) {
  const auto root = find_account("root");
  ASSERT_TRUE(root);
  EXPECT_EQ(*root, "root");
}

TEST(Identity, finds_nobody_of_an_unknown_or_strange_name) {
  for (const std::string login : {"no-such-user-here", "", "root\nx", "../root", "*", "0"}) {
    const auto account = find_account(login);
    ASSERT_TRUE(account) << login;
    EXPECT_EQ(*account, std::nullopt) << login;
  }
  const auto account = find_account(std::string(4096, 'x'));
  ASSERT_TRUE(account);
  EXPECT_EQ(*account, std::nullopt);
}

}  // namespace
}  // namespace ozibus::process
