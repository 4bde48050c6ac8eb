// SPDX-License-Identifier: Apache-2.0
#include "ctl/span.h"

#include <chrono>
#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::ctl {
namespace {

using namespace std::chrono_literals;

TEST(ParseBypassSpan, takes_a_second_to_a_week_and_the_zero_that_ends_a_bypass) {
  EXPECT_EQ(parse_bypass_span("1s"), 1s);
  EXPECT_EQ(parse_bypass_span("1000ms"), 1s);
  EXPECT_EQ(parse_bypass_span("30m"), 30min);
  EXPECT_EQ(parse_bypass_span("7d"), 168h);
  EXPECT_EQ(parse_bypass_span("0s"), 0s);
}

TEST(ParseBypassSpan, refuses_what_is_shorter_or_longer_or_no_duration) {
  for (const std::string_view text :
       {"999ms", "1ms", "8d", "169h", "604801s", "", "30", "-1s", "forever", "0"})
    EXPECT_EQ(parse_bypass_span(text), std::nullopt) << text;
}

TEST(ParseRevertSpan, takes_a_second_to_an_hour) {
  EXPECT_EQ(parse_revert_span("1s"), 1s);
  EXPECT_EQ(parse_revert_span("1h"), 1h);
  for (const std::string_view text : {"0s", "999ms", "61m", "", "5", "-1s"})
    EXPECT_EQ(parse_revert_span(text), std::nullopt) << text;
}

}  // namespace
}  // namespace ozibus::ctl
