// SPDX-License-Identifier: Apache-2.0
#include "server/append_file.h"

#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

using testing::HasSubstr;

// A full disk without a disk: no file of this process may grow beyond so many bytes.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit full{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(AppendFile, is_made_private_to_its_owner) {
  const TemporaryFolder folder;
  ASSERT_TRUE(AppendFile::open(folder / "file"));
  struct stat facts {};
  ASSERT_EQ(::stat((folder / "file").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777, 0600U);
}

TEST(AppendFile, keeps_what_was_there_and_ends_each_line) {
  const TemporaryFolder folder;
  write_file(folder / "file", "old\n");
  auto file = AppendFile::open(folder / "file");
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append("one"));
  ASSERT_TRUE(file->append("two"));
  EXPECT_EQ(read_file(folder / "file"), "old\none\ntwo\n");
}

TEST(AppendFile, leaves_no_half_line_on_a_full_disk) {
  const TemporaryFolder folder;
  auto file = AppendFile::open(folder / "file");
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append("first"));
  {
    const FullDisk full(10);
    const auto appended = file->append("a line that does not fit any more");
    ASSERT_FALSE(appended);
    EXPECT_THAT(appended.error().reason, HasSubstr(folder / "file"));
  }
  EXPECT_EQ(read_file(folder / "file"), "first\n");
  ASSERT_TRUE(file->append("second"));
  EXPECT_EQ(read_file(folder / "file"), "first\nsecond\n");
}

TEST(AppendFile, refuses_a_file_that_others_can_read) {
  const TemporaryFolder folder;
  write_file(folder / "file", "", 0640);
  const auto file = AppendFile::open(folder / "file");
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().reason, HasSubstr("chmod 600 " + (folder / "file")));
}

TEST(AppendFile, refuses_a_link_a_fifo_and_a_missing_folder) {
  const TemporaryFolder folder;
  write_file(folder / "target", "");
  ASSERT_EQ(::symlink((folder / "target").c_str(), (folder / "link").c_str()), 0);
  ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
  EXPECT_FALSE(AppendFile::open(folder / "link"));
  EXPECT_FALSE(AppendFile::open(folder / "fifo"));
  EXPECT_FALSE(AppendFile::open(folder / "nowhere/file"));
}

}  // namespace
}  // namespace ozibus::server
