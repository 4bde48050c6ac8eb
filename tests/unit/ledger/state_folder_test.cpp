// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/records.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fakes/manual_calendar.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ledger {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class StateFolder : public testing::Test {
 protected:
  // The reason of the refusal, or nothing when the record could be opened.
  std::string refusal(const std::string& state_dir) {
    std::optional<std::string> aside;
    const auto record = open_record<UserRecord>(state_dir, "alice", calendar_.now(), aside);
    return record ? "" : record.error().reason;
  }

  fakes::TempFolder folder_;
  fakes::ManualCalendar calendar_;
  std::string state_ = folder_.make_folder("state");
};

TEST_F(StateFolder, gets_the_folders_that_it_lacks) {
  const mode_t before = ::umask(0);
  EXPECT_EQ(refusal(state_), "");
  ::umask(before);
  struct stat status {};
  ASSERT_EQ(::stat((state_ + "/users").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode, mode_t{S_IFDIR | 0700});
  EXPECT_EQ(refusal(state_), "");
}

TEST_F(StateFolder, has_to_exist) {
  const std::string missing = folder_.path("missing");
  EXPECT_EQ(refusal(missing), missing + ": No such file or directory; create " + missing +
                                  " or correct the setting that names it");
  EXPECT_FALSE(std::filesystem::exists(missing));
}

TEST_F(StateFolder, has_to_be_an_absolute_path) {
  for (const std::string path : {"", "state", "./state", "/"})
    EXPECT_THAT(refusal(path), HasSubstr("is not an absolute path")) << path;
}

TEST_F(StateFolder, is_for_its_owner_alone) {
  for (const mode_t mode : {0755U, 0750U, 0710U, 0701U, 0777U, 01777U}) {
    ASSERT_EQ(::chmod(state_.c_str(), mode), 0);
    EXPECT_THAT(refusal(state_), StartsWith(state_ + ": mode ")) << std::oct << mode;
    EXPECT_THAT(refusal(state_), HasSubstr("run: chmod 700 " + state_)) << std::oct << mode;
  }
  EXPECT_FALSE(std::filesystem::exists(state_ + "/users"));
}

TEST_F(StateFolder, holds_folders_for_its_owner_alone) {
  const std::string users = folder_.make_folder("state/users", 0755);
  EXPECT_EQ(refusal(state_), users + ": mode 0755 lets others read it; run: chmod 700 " + users);
}

// Only root can give a folder away.
TEST_F(StateFolder, is_refused_when_it_is_another_users) {
  const std::string users = folder_.make_folder("state/users");
  for (const std::string& given : {users, state_}) {
    const uid_t stranger = ::geteuid() + 1;
    const bool given_away = ::chown(given.c_str(), stranger, ::getegid()) == 0;
    EXPECT_EQ(given_away, ::geteuid() == 0);
    if (given_away) {
      EXPECT_THAT(refusal(state_), StartsWith(given + ": belongs to uid " + std::to_string(stranger)));
    }
  }
}

TEST_F(StateFolder, is_refused_when_it_is_no_folder) {
  const std::string file = folder_.write("file", "");
  EXPECT_THAT(refusal(file), StartsWith(file + ": Not a directory"));
  ASSERT_EQ(::symlink(state_.c_str(), folder_.path("link").c_str()), 0);
  EXPECT_THAT(refusal(folder_.path("link")), HasSubstr("is a symbolic link"));
}

TEST_F(StateFolder, does_not_follow_a_link_or_a_file_in_the_place_of_its_folders) {
  const std::string elsewhere = folder_.make_folder("elsewhere");
  ASSERT_EQ(::symlink(elsewhere.c_str(), (state_ + "/users").c_str()), 0);
  EXPECT_THAT(refusal(state_), StartsWith(state_ + "/users: "));
  EXPECT_TRUE(std::filesystem::is_empty(elsewhere));
  std::filesystem::remove(state_ + "/users");
  folder_.write("state/users", "");
  EXPECT_THAT(refusal(state_), StartsWith(state_ + "/users: Not a directory"));
}

TEST_F(StateFolder, makes_no_record_for_who_only_looks) {
  const auto record = find_record<UserRecord>(state_, "alice");
  ASSERT_TRUE(record);
  EXPECT_FALSE(*record);
  EXPECT_TRUE(std::filesystem::is_empty(state_));
}

TEST(Records, fill_whole_blocks_of_a_disk) {
  EXPECT_EQ(Copies(sizeof(UserRecord)).copy_size(), 4096U);
  EXPECT_EQ(Copies(sizeof(HostRecord)).bytes().size(), 4096U);
}

}  // namespace
}  // namespace ozibus::ledger
