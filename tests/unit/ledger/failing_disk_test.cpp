// SPDX-License-Identifier: Apache-2.0
#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ledger/record_bench.h"
#include "tests/unit/ledger/watched_disk.h"

namespace ozibus::ledger {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class FailingDisk : public RecordBench {
 protected:
  // Saves 'b' on a disk that fails like that.
  std::string save_with(const WatchedDisk::Fault& fault) {
    auto file = open();
    if (!file) return file.error().reason;
    WatchedDisk disk;
    disk.fail(fault);
    return save(*file, 'b');
  }
};

TEST_F(FailingDisk, makes_a_save_an_error_that_names_the_file_and_the_cause) {
  ASSERT_EQ(save('a'), "saved");
  const auto full = save_with({.step = 0, .error = ENOSPC});
  EXPECT_THAT(full, StartsWith(path() + ": No space left on device; "));
  EXPECT_THAT(full, HasSubstr("state_dir"));
  EXPECT_THAT(save_with({.step = 1, .error = EIO}), StartsWith(path() + ": Input/output error; "));
}

TEST_F(FailingDisk, leaves_the_old_state_when_the_first_copy_cannot_be_written) {
  for (const std::size_t written : {0U, 1U, 30U, 63U}) {
    ASSERT_EQ(save('a'), "saved");
    EXPECT_THAT(save_with({.step = 0, .error = ENOSPC, .written = written}), HasSubstr("No space left"));
    EXPECT_EQ(glance(), "a");
  }
}

TEST_F(FailingDisk, does_not_matter_to_the_second_copy) {
  ASSERT_EQ(save('a'), "saved");
  EXPECT_EQ(save_with({.step = 2, .error = EIO, .written = 30}), "saved");
  EXPECT_EQ(glance(), "b");
  EXPECT_EQ(save('c'), "saved");
  EXPECT_EQ(glance(), "c");
}

// A kernel whose write has failed keeps in memory what is not on the disk, and takes it for written.
TEST_F(FailingDisk, is_given_what_it_lost_once_more_before_the_other_copy_is_touched) {
  ASSERT_EQ(save('a'), "saved");
  EXPECT_THAT(save_with({.step = 1, .error = EIO}), HasSubstr("Input/output error"));
  auto file = open();
  ASSERT_TRUE(file);
  const std::string seen = content(path());
  const WatchedDisk disk;
  ASSERT_EQ(save(*file, 'c'), "saved");
  const auto& steps = disk.steps();
  ASSERT_GE(steps.size(), 3U);
  ASSERT_TRUE(steps[0].is_write());
  EXPECT_EQ(steps[0].bytes, seen.substr(steps[0].offset, steps[0].bytes.size()));
  EXPECT_FALSE(steps[1].is_write());
  EXPECT_NE(steps[2].offset, steps[0].offset);
}

TEST_F(FailingDisk, refuses_what_it_cannot_make) {
  WatchedDisk disk;
  disk.fail({.step = 0, .error = ENOSPC, .written = 17});
  const auto file = open();
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().reason, HasSubstr("No space left on device"));
  EXPECT_TRUE(names().empty());
}

}  // namespace
}  // namespace ozibus::ledger
