// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/map_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::users {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class Map : public testing::Test {
 protected:
  static std::string content(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename());
    return names;
  }

  // root may read and write, the user with the number 1 and the group may read.
  static inline const std::string kList{
      "\2\0\0\0"
      "\1\0\6\0\xff\xff\xff\xff"
      "\2\0\4\0\1\0\0\0"
      "\4\0\4\0\xff\xff\xff\xff"
      "\20\0\4\0\xff\xff\xff\xff"
      "\40\0\0\0\xff\xff\xff\xff",
      44};

  static void give_list(const std::string& path, const char* which) {
    ASSERT_EQ(::setxattr(path.c_str(), which, kList.data(), kList.size(), 0), 0) << path;
  }

  static std::string access_list(const std::string& path) {
    std::string list(100, '\0');
    const ssize_t size = ::getxattr(path.c_str(), "system.posix_acl_access", list.data(), list.size());
    return size < 0 ? "none" : list.substr(0, static_cast<std::size_t>(size));
  }

  std::string refusal_of_lock() const {
    const auto map = MapFile::lock(path_);
    return map ? "" : map.error().reason;
  }

  fakes::TempFolder folder_;
  std::string path_ = folder_.write("users.map", "old\n", 0640);
};

TEST_F(Map, is_replaced_by_the_pieces) {
  auto map = MapFile::lock(path_);
  ASSERT_TRUE(map) << map.error().reason;
  EXPECT_EQ(map->bytes(), "old\n");
  ASSERT_TRUE(map->replace({"ne", "", "w\n"}));
  EXPECT_EQ(content(path_), "new\n");
  EXPECT_THAT(names(), UnorderedElementsAre("users.map", ".users.map.lock"));
}

TEST_F(Map, keeps_its_mode) {
  for (const mode_t mode : {0600U, 0640U, 0644U, 0400U}) {
    folder_.write("users.map", "old\n", mode);
    const auto map = MapFile::lock(path_);
    ASSERT_TRUE(map) << map.error().reason;
    ASSERT_TRUE(map->replace({"new\n"}));
    struct stat status {};
    ASSERT_EQ(::stat(path_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, mode);
    std::filesystem::remove(path_);
  }
}

TEST_F(Map, keeps_its_access_control_list) {
  give_list(path_, "system.posix_acl_access");
  const auto map = MapFile::lock(path_);
  ASSERT_TRUE(map) << map.error().reason;
  ASSERT_TRUE(map->replace({"new\n"}));
  EXPECT_EQ(content(path_), "new\n");
  EXPECT_EQ(access_list(path_), kList);
}

TEST_F(Map, gets_no_access_control_list_that_the_folder_has_for_new_files) {
  give_list(folder_.path(), "system.posix_acl_default");
  const auto map = MapFile::lock(path_);
  ASSERT_TRUE(map) << map.error().reason;
  ASSERT_TRUE(map->replace({"new\n"}));
  EXPECT_EQ(access_list(path_), "none");
}

TEST_F(Map, is_whole_for_whoever_has_opened_it) {
  std::ifstream reader(path_);
  const auto map = MapFile::lock(path_);
  ASSERT_TRUE(map->replace({"new\n"}));
  std::string line;
  ASSERT_TRUE(std::getline(reader, line));
  EXPECT_EQ(line, "old");
}

TEST_F(Map, is_not_replaced_when_somebody_else_has_changed_it) {
  const auto map = MapFile::lock(path_);
  std::ofstream(path_, std::ios::app) << "theirs\n";
  const auto done = map->replace({"new\n"});
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().reason,
              HasSubstr("somebody else has changed it meanwhile; run the command again"));
  EXPECT_EQ(content(path_), "old\ntheirs\n");
  EXPECT_THAT(names(), UnorderedElementsAre("users.map", ".users.map.lock"));
}

TEST_F(Map, is_not_replaced_when_somebody_else_has_replaced_it) {
  const auto map = MapFile::lock(path_);
  folder_.write("theirs", "them\n");
  std::filesystem::rename(folder_.path("theirs"), path_);
  EXPECT_FALSE(map->replace({"new\n"}));
  EXPECT_EQ(content(path_), "them\n");
}

TEST_F(Map, stays_when_the_new_one_cannot_be_written) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit little{4, 4};
    (void)::signal(SIGXFSZ, SIG_IGN);
    const auto map = MapFile::lock(path_);
    ::setrlimit(RLIMIT_FSIZE, &little);
    const auto done = map->replace({"ne", "wer\n"});
    ::_exit(!done && done.error().reason.find("File too large") != std::string::npos ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(content(path_), "old\n");
  EXPECT_THAT(names(), UnorderedElementsAre("users.map", ".users.map.lock"));
}

TEST_F(Map, is_not_hindered_by_what_a_killed_process_left) {
  folder_.write(".users.map.new", "half a m");
  const auto map = MapFile::lock(path_);
  ASSERT_TRUE(map->replace({"new\n"}));
  EXPECT_EQ(content(path_), "new\n");
  EXPECT_THAT(names(), UnorderedElementsAre("users.map", ".users.map.lock"));
}

TEST_F(Map, is_locked_until_the_last_word) {
  auto map = MapFile::lock(path_);
  const base::UniqueFd other(::open(folder_.path(".users.map.lock").c_str(), O_RDWR | O_CLOEXEC));
  ASSERT_TRUE(other.valid());
  EXPECT_NE(::flock(other.get(), LOCK_EX | LOCK_NB), 0);
  ASSERT_TRUE(map->replace({"new\n"}));
  EXPECT_NE(::flock(other.get(), LOCK_EX | LOCK_NB), 0);
  map = tl::unexpected(Error{});
  EXPECT_EQ(::flock(other.get(), LOCK_EX | LOCK_NB), 0);
}

TEST_F(Map, that_others_can_change_is_refused_and_nothing_is_made_beside_it) {
  folder_.write("users.map", "old\n", 0660);
  EXPECT_THAT(refusal_of_lock(), HasSubstr("mode 0660 lets others change it; run: chmod go-w"));
  EXPECT_FALSE(read_map(path_));
  EXPECT_THAT(names(), UnorderedElementsAre("users.map"));
}

TEST_F(Map, that_is_a_link_to_elsewhere_is_refused) {
  std::filesystem::rename(path_, folder_.path("real"));
  std::filesystem::create_symlink(folder_.path("real"), path_);
  EXPECT_THAT(refusal_of_lock(), HasSubstr("is a symbolic link; write the path that it leads to"));
  EXPECT_THAT(names(), UnorderedElementsAre("users.map", "real"));
}

TEST_F(Map, that_is_missing_is_refused) {
  std::filesystem::remove(path_);
  EXPECT_THAT(refusal_of_lock(), HasSubstr("No such file or directory; create " + path_));
  EXPECT_THAT(names(), UnorderedElementsAre());
}

TEST_F(Map, a_lock_that_others_could_hold_is_refused) {
  folder_.write(".users.map.lock", "", 0644);
  EXPECT_THAT(refusal_of_lock(), HasSubstr(".users.map.lock: mode 0644 lets others read it; run: chmod 600"));
  std::filesystem::remove(folder_.path(".users.map.lock"));
  std::filesystem::create_symlink("users.map", folder_.path(".users.map.lock"));
  EXPECT_THAT(refusal_of_lock(), HasSubstr(".users.map.lock: Too many levels of symbolic links"));
}

}  // namespace
}  // namespace ozibus::ctl::users
