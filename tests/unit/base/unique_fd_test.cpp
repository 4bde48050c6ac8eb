// SPDX-License-Identifier: Apache-2.0
#include "base/unique_fd.h"

#include <fcntl.h>

#include <gtest/gtest.h>

namespace ozibus::base {
namespace {

bool is_open(int fd) {
  return ::fcntl(fd, F_GETFD) >= 0;
}
int open_null() {
  return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

TEST(UniqueFd, closes_at_the_end_of_its_scope) {
  int fd = -1;
  {
    const UniqueFd owner(open_null());
    fd = owner.get();
    EXPECT_TRUE(is_open(fd));
  }
  EXPECT_FALSE(is_open(fd));
}

TEST(UniqueFd, has_one_owner_after_a_move) {
  UniqueFd first(open_null());
  const int fd = first.get();
  UniqueFd second(std::move(first));
  EXPECT_FALSE(first.valid());  // NOLINT(bugprone-use-after-move): that is the question
  EXPECT_EQ(second.get(), fd);
  UniqueFd third(open_null());
  const int replaced = third.get();
  third = std::move(second);
  EXPECT_FALSE(is_open(replaced));
  EXPECT_TRUE(is_open(fd));
}

TEST(UniqueFd, keeps_errno_while_closing) {
  UniqueFd owner(open_null());
  ::close(owner.get());
  errno = EACCES;
  owner.reset();
  EXPECT_EQ(errno, EACCES);
}

}  // namespace
}  // namespace ozibus::base
