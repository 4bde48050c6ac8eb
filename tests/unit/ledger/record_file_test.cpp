// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/record_file.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/ledger/record_bench.h"
#include "tests/unit/ledger/watched_disk.h"

namespace ozibus::ledger {
namespace {

using testing::ElementsAre;

class RecordFileTest : public RecordBench {};

TEST_F(RecordFileTest, is_made_when_there_is_none_and_only_then) {
  EXPECT_EQ(read(), "f");
  EXPECT_THAT(names(), ElementsAre(hex(digest_of({"alice"}))));
  EXPECT_EQ(save('a'), "saved");
  EXPECT_EQ(read(), "a");
  EXPECT_FALSE(aside_);
}

TEST_F(RecordFileTest, is_not_replaced_by_who_was_making_it_at_the_same_time) {
  ASSERT_EQ(save('a'), "saved");
  const std::string saved = content(path());
  std::filesystem::remove(path());
  WatchedDisk disk;
  disk.meanwhile([&] { put(saved); });
  EXPECT_EQ(read(), "a");
  EXPECT_THAT(names(), ElementsAre(hex(digest_of({"alice"}))));
}

TEST_F(RecordFileTest, is_not_made_by_who_only_looks) {
  EXPECT_EQ(glance(), "none");
  EXPECT_TRUE(names().empty());
}

TEST_F(RecordFileTest, is_for_its_owner_alone_whatever_the_umask) {
  const mode_t before = ::umask(0);
  EXPECT_EQ(read(), "f");
  ::umask(before);
  struct stat status {};
  ASSERT_EQ(::stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST_F(RecordFileTest, keeps_what_was_changed_only_when_told_to_save) {
  EXPECT_EQ(save('a'), "saved");
  const std::string before = content(path());
  auto file = open();
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->with([](std::span<char> record) {
    std::ranges::fill(record, 'x');
    return Change::Keep;
  }));
  EXPECT_EQ(content(path()), before);
  EXPECT_EQ(read(*file), "a");
}

TEST_F(RecordFileTest, keeps_its_size_and_its_place) {
  EXPECT_EQ(read(), "f");
  struct stat before {};
  ASSERT_EQ(::stat(path().c_str(), &before), 0);
  for (const char letter : std::string("abc"))
    EXPECT_EQ(save(letter), "saved");
  struct stat after {};
  ASSERT_EQ(::stat(path().c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_EQ(before.st_size, after.st_size);
}

TEST_F(RecordFileTest, that_is_open_twice_shows_both_what_either_saved) {
  auto one = open();
  auto other = open();
  ASSERT_TRUE(one && other);
  EXPECT_EQ(save(*one, 'a'), "saved");
  EXPECT_EQ(read(*other), "a");
  EXPECT_EQ(save(*other, 'b'), "saved");
  EXPECT_EQ(read(*one), "b");
}

TEST_F(RecordFileTest, of_one_owner_is_not_touched_by_another_ones) {
  EXPECT_EQ(save('a', "alice"), "saved");
  EXPECT_EQ(save('b', "bob"), "saved");
  EXPECT_EQ(read("alice"), "a");
  EXPECT_EQ(read("bob"), "b");
}

TEST_F(RecordFileTest, that_was_removed_meanwhile_is_an_error) {
  auto file = open();
  ASSERT_TRUE(file);
  std::filesystem::remove(path());
  EXPECT_EQ(save(*file, 'a'), path() + ": was removed during the login; log in again");
  EXPECT_EQ(read(*file), path() + ": was removed during the login; log in again");
  EXPECT_EQ(read(), "f");
}

TEST_F(RecordFileTest, that_was_damaged_meanwhile_is_an_error) {
  auto file = open();
  ASSERT_TRUE(file);
  put("garbage");
  EXPECT_EQ(save(*file, 'a'), path() + ": fails its check; the next login sets it aside");
  EXPECT_EQ(content(path()), "garbage");
}

TEST_F(RecordFileTest, frees_its_lock_when_a_look_throws) {
  auto file = open();
  ASSERT_TRUE(file);
  EXPECT_ANY_THROW((void)file->with([](std::span<char>) -> Change { throw std::bad_alloc(); }));
  EXPECT_EQ(save('a'), "saved");
}

TEST_F(RecordFileTest, is_on_the_disk_with_its_name_before_anything_is_counted_in_it) {
  WatchedDisk disk;
  auto file = open();
  EXPECT_EQ(disk.files(), 1);
  EXPECT_EQ(disk.folders(), 1);
  // Whoever has made it may have been killed before the folder was on the disk.
  EXPECT_TRUE(open());
  EXPECT_EQ(disk.folders(), 2);
  ASSERT_TRUE(file);
  EXPECT_EQ(save(*file, 'a'), "saved");
  EXPECT_TRUE(open());
  EXPECT_EQ(disk.folders(), 2);
  EXPECT_EQ(disk.files(), 1);
}

// Root gives its rights up after it has opened the file.
TEST_F(RecordFileTest, can_be_changed_by_a_process_that_could_not_open_it) {
  auto file = open();
  ASSERT_TRUE(file);
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    const bool is_root = ::geteuid() == 0;
    if (is_root && ::setresuid(kNobody, kNobody, kNobody) != 0) ::_exit(2);
    if (is_root && ::access(path().c_str(), F_OK) == 0) ::_exit(3);
    ::_exit(save(*file, 'a') == "saved" ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read(), "a");
}

}  // namespace
}  // namespace ozibus::ledger
