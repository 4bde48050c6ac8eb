// SPDX-License-Identifier: Apache-2.0
#include "ctl/overview.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::ctl {
namespace {

using namespace std::chrono_literals;

ledger::Overview with_codes(int left, int made) {
  ledger::Overview overview;
  overview.recovery_codes = left;
  overview.recovery_codes_made = made;
  overview.recovery_made_at = 1740798309s;
  return overview;
}

TEST(Recovery, says_how_many_are_left_of_how_many) {
  EXPECT_THAT(recovery_in_words(with_codes(9, 10)), testing::StartsWith("9 of 10 left, made 2025-"));
  EXPECT_EQ(recovery_as_json(with_codes(9, 10)).dump(),
            R"({"left":9,"made":10,"made_at":"2025-03-01T03:05:09Z"})");
}

TEST(Recovery, a_set_that_is_used_up_is_still_one_that_was_made) {
  EXPECT_THAT(recovery_in_words(with_codes(0, 10)), testing::StartsWith("0 of 10 "));
}

TEST(Recovery, revoked_codes_were_made_at_no_time) {
  EXPECT_EQ(recovery_in_words(with_codes(0, 0)), "none");
  EXPECT_EQ(recovery_as_json(with_codes(0, 0)).dump(), R"({"left":0,"made":0,"made_at":null})");
}

}  // namespace
}  // namespace ozibus::ctl
