// SPDX-License-Identifier: Apache-2.0
// The accounts and groups are those of any Debian.
#include "helper/process/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::process {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Account account_of(const std::string& login) {
  const auto account = find_account(login);
  EXPECT_TRUE(account && *account) << login;
  return account.value().value();
}

TEST(Identity, finds_an_account_and_its_primary_group_by_its_name) {
  const Account root = account_of("root");
  EXPECT_EQ(root.name, "root");
  EXPECT_EQ(root.group, 0U);
  EXPECT_EQ(account_of("daemon").group, 1U);
}

TEST(Identity, finds_nobody_of_an_unknown_or_strange_name) {
  for (const std::string login : {"no-such-user-here", "", "root\nx", "../root", "*", "0"}) {
    const auto account = find_account(login);
    ASSERT_TRUE(account) << login;
    EXPECT_FALSE(*account) << login;
  }
  const auto account = find_account(std::string(1024, 'x'));
  ASSERT_TRUE(account);
  EXPECT_FALSE(*account);
}

TEST(Identity, knows_a_member_by_the_primary_group) {
  for (const std::string name : {"root", "daemon"}) {
    const auto membership = membership_of(account_of(name), {"root", "daemon"});
    ASSERT_TRUE(membership) << name;
    EXPECT_THAT(membership->joined, ElementsAre(name));
    EXPECT_THAT(membership->unknown, IsEmpty()) << name;
  }
}

TEST(Identity, names_the_groups_that_the_system_does_not_know) {
  const auto membership =
      membership_of(account_of("root"), {"no-such-group-here", "root", "", "0", "Root", "bin", "root\n"});
  ASSERT_TRUE(membership);
  EXPECT_THAT(membership->joined, ElementsAre("root"));
  EXPECT_THAT(membership->unknown, ElementsAre("no-such-group-here", "", "0", "Root", "root\n"));
}

TEST(Identity, finds_nothing_where_no_group_is_asked_for) {
  const auto membership = membership_of(account_of("root"), {});
  ASSERT_TRUE(membership);
  EXPECT_THAT(membership->joined, IsEmpty());
  EXPECT_THAT(membership->unknown, IsEmpty());
}

TEST(Identity, finds_no_membership_of_an_account_that_is_gone) {
  const auto membership = membership_of({"no-such-user-here", 65533}, {"root", "daemon"});
  ASSERT_TRUE(membership);
  EXPECT_THAT(membership->joined, IsEmpty());
}

}  // namespace
}  // namespace ozibus::process
