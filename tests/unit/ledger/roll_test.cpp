// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/roll.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RollOfUsers : public LoginBench {
 protected:
  [[nodiscard]] Roll roll() const {
    const auto found = recorded_users(settings_.state_dir);
    EXPECT_TRUE(found) << found.error().reason;
    return found.value_or(Roll{});
  }
};

TEST_F(RollOfUsers, is_empty_before_the_first_login) {
  EXPECT_THAT(roll().users, IsEmpty());
  EXPECT_TRUE(std::filesystem::is_empty(settings_.state_dir));
}

TEST_F(RollOfUsers, names_everybody_who_has_a_record) {
  for (const char* user : {"bob", "alice", "a/b"})
    (void)login(user);
  EXPECT_THAT(roll().users, ElementsAre("a/b", "alice", "bob"));
  EXPECT_EQ(roll().nameless, 0);
}

TEST_F(RollOfUsers, leaves_out_what_is_no_record) {
  (void)login("alice");
  std::ofstream(file_of("alice") + ".new") << "half";
  std::ofstream(file_of("alice") + ".damaged-1") << "damage";
  std::ofstream(settings_.state_dir + "/users/README") << "hello";
  EXPECT_THAT(roll().users, ElementsAre("alice"));
  EXPECT_EQ(roll().nameless, 0);
}

TEST_F(RollOfUsers, counts_records_that_do_not_tell_whose_they_are) {
  (void)login("alice");
  (void)login(std::string(65, 'x'));
  std::ofstream(file_of("alice")) << "damage";
  EXPECT_THAT(roll().users, IsEmpty());
  EXPECT_EQ(roll().nameless, 2);
}

TEST_F(RollOfUsers, believes_no_record_that_names_another) {
  (void)login("alice");
  std::filesystem::copy_file(file_of("alice"), file_of("bob"));
  EXPECT_THAT(roll().users, ElementsAre("alice"));
  EXPECT_EQ(roll().nameless, 1);
}

TEST_F(RollOfUsers, is_an_error_where_others_can_look_into_the_folder) {
  (void)login("alice");
  std::filesystem::permissions(settings_.state_dir + "/users", std::filesystem::perms(0755));
  EXPECT_FALSE(recorded_users(settings_.state_dir));
}

}  // namespace
}  // namespace ozibus::ledger
