// SPDX-License-Identifier: Apache-2.0
#include "ctl/when.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::ctl {
namespace {

using namespace std::chrono_literals;

TEST(UtcTime, is_what_programs_read) {
  EXPECT_EQ(utc_time(0s), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_time(1740798309s), "2025-03-01T03:05:09Z");
}

TEST(LocalTime, names_the_offset_of_the_zone) {
  EXPECT_THAT(local_time(1740798309s),
              testing::MatchesRegex("2025-0[23]-[0-9]+ [0-9]+:[0-9]+:09 [-+][0-9]+"));
}

}  // namespace
}  // namespace ozibus::ctl
