// SPDX-License-Identifier: Apache-2.0
#include <ctime>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/unit/ledger/record_bench.h"

namespace ozibus::ledger {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class SetAside : public RecordBench {
 protected:
  // The one file in the folder that is not a record.
  [[nodiscard]] std::string aside() const {
    for (const auto& name : names())
      if (name.find('.') != std::string::npos) return name;
    return {};
  }
};

TEST_F(SetAside, keeps_the_damaged_bytes_under_a_name_with_the_time) {
  put("garbage");
  const auto before = std::time(nullptr);
  EXPECT_EQ(read(), "s");
  const auto after = std::time(nullptr);
  ASSERT_THAT(names(), SizeIs(2));
  const std::string prefix = hex(digest_of({"alice"})) + ".damaged-";
  ASSERT_TRUE(aside().starts_with(prefix)) << aside();
  const long seconds = std::stol(aside().substr(prefix.size()));
  EXPECT_GE(seconds, before);
  EXPECT_LE(seconds, after);
  EXPECT_EQ(content(folder_.path(aside())), "garbage");
}

TEST_F(SetAside, says_so_once) {
  put("garbage");
  EXPECT_EQ(read(), "s");
  EXPECT_EQ(aside_, path() + ": failed its check and was set aside as " + folder_.path(aside()));
  aside_.reset();
  EXPECT_EQ(read(), "s");
  EXPECT_FALSE(aside_);
}

TEST_F(SetAside, gives_a_record_that_works) {
  put("garbage");
  EXPECT_EQ(save('a'), "saved");
  EXPECT_EQ(read(), "a");
}

TEST_F(SetAside, is_left_to_logins_by_who_only_looks) {
  put("garbage");
  EXPECT_THAT(glance(), HasSubstr("fails its check; the next login sets it aside"));
  EXPECT_THAT(names(), SizeIs(1));
}

TEST_F(SetAside, happens_for_one_owner_alone) {
  ASSERT_EQ(save('b', "bob"), "saved");
  put("garbage");
  EXPECT_EQ(read(), "s");
  EXPECT_EQ(read("bob"), "b");
}

// Killed between the two steps: the file has its second name, and its own still.
TEST_F(SetAside, goes_on_where_a_killed_process_left_it) {
  put("garbage");
  const std::string left = path() + ".damaged-1";
  ASSERT_EQ(::link(path().c_str(), left.c_str()), 0);
  folder_.write(hex(digest_of({"alice"})) + ".new", "half");
  EXPECT_EQ(read(), "s");
  EXPECT_EQ(content(left), "garbage");
  EXPECT_EQ(read(), "s");
  EXPECT_FALSE(std::filesystem::exists(path() + ".new"));
}

TEST_F(SetAside, shows_a_login_that_is_under_way_an_error_and_not_the_damaged_state) {
  ASSERT_EQ(save('a'), "saved");
  auto under_way = open();
  ASSERT_TRUE(under_way);
  put("garbage");
  EXPECT_EQ(read(), "s");
  EXPECT_THAT(read(*under_way), HasSubstr("fails its check"));
  EXPECT_EQ(read(), "s");
}

}  // namespace
}  // namespace ozibus::ledger
