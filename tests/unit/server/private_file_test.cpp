// SPDX-License-Identifier: Apache-2.0
#include "server/private_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

TEST(PrivateFile, is_read_whole) {
  const TemporaryFolder folder;
  const std::string text(10'000, 'x');
  write_file(folder / "file", text, 0640);
  const auto read = read_private_file(folder / "file");
  ASSERT_TRUE(read) << read.error().reason;
  EXPECT_EQ(*read, text);
}

TEST(PrivateFile, that_everybody_can_read_or_write_is_refused_with_the_mend) {
  const TemporaryFolder folder;
  for (const int mode : {0604, 0602}) {
    write_file(folder / "file", "secret", mode);
    const auto read = read_private_file(folder / "file");
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().reason, testing::EndsWith("run: chmod o= " + (folder / "file")));
  }
}

TEST(PrivateFile, must_be_a_file_and_there_and_small) {
  const TemporaryFolder folder;
  EXPECT_FALSE(read_private_file(folder / "absent"));
  EXPECT_FALSE(read_private_file("/dev/null"));
  write_file(folder / "large", std::string(1024 * 1024 + 1, 'x'));
  EXPECT_FALSE(read_private_file(folder / "large"));
}

}  // namespace
}  // namespace ozibus::server
