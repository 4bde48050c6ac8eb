// SPDX-License-Identifier: Apache-2.0
// What may stand in a record's place that is no record of ours.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/ledger/record_bench.h"

namespace ozibus::ledger {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

class RecordPlace : public RecordBench {};

TEST_F(RecordPlace, is_refused_when_others_could_read_or_write_the_file) {
  ASSERT_EQ(save('a'), "saved");
  for (const mode_t mode : {0640U, 0604U, 0620U, 0666U}) {
    ASSERT_EQ(::chmod(path().c_str(), mode), 0);
    EXPECT_THAT(read(), StartsWith(path() + ": mode 0")) << std::oct << mode;
    EXPECT_THAT(read(), HasSubstr("run: chmod 600 " + path())) << std::oct << mode;
  }
  ASSERT_EQ(::chmod(path().c_str(), 0600), 0);
  EXPECT_EQ(read(), "a");
}

// Only root can give a file away.
TEST_F(RecordPlace, is_refused_when_the_file_is_another_users) {
  ASSERT_EQ(save('a'), "saved");
  const uid_t stranger = ::geteuid() + 1;
  const bool given_away = ::chown(path().c_str(), stranger, ::getegid()) == 0;
  EXPECT_EQ(given_away, ::geteuid() == 0);
  EXPECT_EQ(read(), given_away ? path() + ": belongs to uid " + std::to_string(stranger) +
                                     ", not to root; run: chown root " + path()
                               : "a");
}

TEST_F(RecordPlace, is_refused_when_it_is_a_link) {
  ASSERT_EQ(save('b', "bob"), "saved");
  ASSERT_EQ(::symlink(path("bob").c_str(), path().c_str()), 0);
  EXPECT_THAT(read(), StartsWith(path() + ": "));
  std::filesystem::remove(path());
  ASSERT_EQ(::symlink("nowhere", path().c_str()), 0);
  EXPECT_THAT(read(), StartsWith(path() + ": "));
  EXPECT_THAT(names(), SizeIs(2));
  EXPECT_EQ(read("bob"), "b");
}

TEST_F(RecordPlace, is_refused_when_it_is_a_folder_or_a_pipe_that_nobody_reads) {
  folder_.make_folder(hex(digest_of({"alice"})));
  EXPECT_THAT(read(), StartsWith(path() + ": "));
  std::filesystem::remove(path());
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  EXPECT_THAT(read(), StartsWith(path() + ": is not a regular file; "));
  EXPECT_THAT(names(), SizeIs(1));
}

TEST_F(RecordPlace, says_that_something_else_may_have_been_put_there) {
  folder_.make_folder(hex(digest_of({"alice"})));
  EXPECT_THAT(read(), HasSubstr("nothing but ozibus may put files there"));
}

TEST_F(RecordPlace, takes_over_what_a_killed_process_left_half_made) {
  for (const std::string& left : {std::string(), std::string("garbage"), std::string(10'000, 'x')}) {
    folder_.write(hex(digest_of({"alice"})) + ".new", left);
    EXPECT_EQ(read(), "f");
    EXPECT_THAT(names(), SizeIs(1));
    EXPECT_EQ(std::filesystem::file_size(path()), content(path()).size());
    std::filesystem::remove(path());
  }
}

TEST_F(RecordPlace, is_not_taken_by_a_half_made_file_that_others_could_write) {
  folder_.write(hex(digest_of({"alice"})) + ".new", "garbage", 0666);
  EXPECT_EQ(read(), "f");
  EXPECT_EQ(save('a'), "saved");
  EXPECT_EQ(read(), "a");
}

TEST_F(RecordPlace, is_refused_when_something_else_stands_in_the_place_of_the_half_made_file) {
  const std::string half_made = path() + ".new";
  std::filesystem::create_directory(half_made);
  EXPECT_THAT(read(), StartsWith(half_made + ": "));
  std::filesystem::remove(half_made);
  ASSERT_EQ(::symlink(path("bob").c_str(), half_made.c_str()), 0);
  EXPECT_THAT(read(), StartsWith(half_made + ": "));
  EXPECT_FALSE(std::filesystem::exists(path("bob")));
}

}  // namespace
}  // namespace ozibus::ledger
