// SPDX-License-Identifier: Apache-2.0
#include "ctl/operator.h"

#include <optional>

#include <gtest/gtest.h>

namespace ozibus::ctl {
namespace {

TEST(ReadUid, reads_a_number_and_nothing_else) {
  EXPECT_EQ(read_uid("0"), 0U);
  EXPECT_EQ(read_uid("1000"), 1000U);
  EXPECT_EQ(read_uid("4294967295"), 4294967295U);
  for (const char* text : {"", " 1", "1 ", "-1", "+1", "0x1", "4294967296", "1 result=accepted", "alice"})
    EXPECT_EQ(read_uid(text), std::nullopt) << text;
}

TEST(ReadUid, takes_a_variable_that_is_not_set_for_none) {
  EXPECT_EQ(read_uid(nullptr), std::nullopt);
}

}  // namespace
}  // namespace ozibus::ctl
