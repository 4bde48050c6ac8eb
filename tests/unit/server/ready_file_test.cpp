// SPDX-License-Identifier: Apache-2.0
#include "server/ready_file.h"

#include <gtest/gtest.h>

#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

TEST(ReadyFile, says_where_and_goes_with_the_server) {
  const TemporaryFolder folder;
  {
    const auto ready = ReadyFile::announce(folder / "ready", {"::1", 8443});
    ASSERT_TRUE(ready);
    EXPECT_EQ(read_file(folder / "ready"), "::1 8443\n");
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder / ""));
}

TEST(ReadyFile, replaces_the_one_of_a_server_that_died) {
  const TemporaryFolder folder;
  write_file(folder / "ready", "127.0.0.1 1\n");
  const auto ready = ReadyFile::announce(folder / "ready", {"127.0.0.1", 2});
  ASSERT_TRUE(ready);
  EXPECT_EQ(read_file(folder / "ready"), "127.0.0.1 2\n");
}

TEST(ReadyFile, that_can_not_be_written_is_an_error) {
  EXPECT_FALSE(ReadyFile::announce("/proc/nowhere/ready", {"127.0.0.1", 1}));
}

}  // namespace
}  // namespace ozibus::server
