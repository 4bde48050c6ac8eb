// SPDX-License-Identifier: Apache-2.0
#include "base/errno_text.h"

#include <cerrno>

#include <gtest/gtest.h>

namespace ozibus::base {
namespace {

TEST(ErrnoText, always_is_a_text) {
  EXPECT_STREQ(errno_text(ENOENT), "No such file or directory");
  for (const int error : {524, 512, -1, 100'000})
    EXPECT_STREQ(errno_text(error), "unknown error");
}

}  // namespace
}  // namespace ozibus::base
