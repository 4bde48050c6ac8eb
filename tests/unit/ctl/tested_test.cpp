// SPDX-License-Identifier: Apache-2.0
#include "ctl/tested.h"

#include <chrono>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class TestedUsers : public testing::Test {
 protected:
  [[nodiscard]] std::vector<Tested> all() const {
    const auto users = tested_users(folder_.path());
    EXPECT_TRUE(users) << users.error().reason;
    return users.value_or(std::vector<Tested>{});
  }
  void note(const Tested& tested) const { EXPECT_TRUE(note_tested(folder_.path(), tested)); }

  fakes::TempFolder folder_;
};

TEST_F(TestedUsers, are_none_before_the_first_test) {
  EXPECT_THAT(all(), IsEmpty());
}

TEST_F(TestedUsers, are_kept_with_the_time_of_their_last_test) {
  note({"alice", 1789000000s});
  note({"WORK\\bob builder", 1789000001s});
  note({"alice", 1789000002s});
  EXPECT_THAT(all(), ElementsAre(Tested{"WORK\\bob builder", 1789000001s}, Tested{"alice", 1789000002s}));
}

TEST_F(TestedUsers, are_in_a_file_of_one_line_each_for_its_owner_alone) {
  const auto umask_before = ::umask(0);
  note({"alice", 1789000000s});
  ::umask(umask_before);
  struct stat status {};
  ASSERT_EQ(::stat(folder_.path("tested").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  EXPECT_EQ(status.st_size, 17) << "alice 1789000000 and a line end";
  EXPECT_FALSE(std::filesystem::exists(folder_.path("tested.new")));
}

TEST_F(TestedUsers, are_not_those_of_lines_that_make_no_sense) {
  folder_.write("tested", "alice\n\nbob soon\n 5\ncarol 17x\ndave 1789000000\nerin 9");
  EXPECT_THAT(all(), ElementsAre(Tested{"dave", 1789000000s}, Tested{"erin", 9s}));
}

TEST_F(TestedUsers, cannot_be_forged_by_a_name) {
  EXPECT_FALSE(note_tested(folder_.path(), {"mallory 1\nroot", 1789000000s}));
  EXPECT_THAT(all(), IsEmpty());
}

TEST_F(TestedUsers, are_not_believed_when_others_could_have_written_them) {
  folder_.write("tested", "root 1789000000\n", 0660);
  const auto users = tested_users(folder_.path());
  ASSERT_FALSE(users);
  EXPECT_THAT(users.error().reason, HasSubstr("chmod 600"));
  EXPECT_FALSE(note_tested(folder_.path(), {"alice", 1s}));
}

TEST_F(TestedUsers, survive_a_test_that_was_killed_while_it_was_noted) {
  note({"alice", 1789000000s});
  folder_.write("tested.new", "half a li");
  EXPECT_THAT(all(), ElementsAre(Tested{"alice", 1789000000s}));
  note({"bob", 1789000001s});
  EXPECT_THAT(all(), ElementsAre(Tested{"alice", 1789000000s}, Tested{"bob", 1789000001s}));
}

}  // namespace
}  // namespace ozibus::ctl
