// SPDX-License-Identifier: Apache-2.0
#include "helper/text/limit.h"

#include <chrono>
#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::text {
namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;

TEST(ParseLimit, reads_a_number_and_a_duration) {
  EXPECT_EQ(parse_limit("5 per 15m"), (Limit{5, 15min}));
  EXPECT_EQ(parse_limit("1 per 1s"), (Limit{1, 1s}));
  EXPECT_EQ(parse_limit("10 per 500ms"), (Limit{10, 500ms}));
  EXPECT_EQ(parse_limit("2147483647 per 3652d"), (Limit{2147483647, std::chrono::days(3652)}));
}

TEST(ParseLimit, refuses_everything_else) {
  const std::string_view cases[] = {
      "",
      "5",
      "5 ",
      "5 per",
      "5 per ",
      "5 per 15",
      "5per15m",
      "5 per15m",
      "5per 15m",
      "5  per 15m",
      "5 per  15m",
      " 5 per 15m",
      "5 per 15m ",
      "5\tper\t15m",
      "5 per 15m\n",
      "5 PER 15m",
      "5 Per 15m",
      "5 pro 15m",
      "5/15m",
      "5 in 15m",
      "per 15m",
      " per 15m",
      "five per 15m",
      "15m per 5",
      "5 per m",
      "5 per -15m",
      "5 per +15m",
      "5 per 15 m",
      "5 per 15min",
      "5 per 1h30m",
      "5 per 0s",
      "5 per 0ms",
      "5 per 3653d",
      "0 per 15m",
      "00 per 15m",
      "05 per 15m",
      "+5 per 15m",
      "-5 per 15m",
      "-0 per 15m",
      "5.0 per 15m",
      "5,0 per 15m",
      "5e1 per 15m",
      "0x5 per 15m",
      "\xd9\xa5 per 15m",
      "2147483648 per 15m",
      "4294967301 per 15m",
      "99999999999999999999 per 15m",
      "5\0 per 15m"sv,
      "5 per 15m\0"sv,
      "5 per 15m per 15m",
  };
  for (const auto text : cases)
    EXPECT_EQ(parse_limit(text), std::nullopt) << text;
}

TEST(FormatLimit, is_read_back_as_the_same_limit) {
  EXPECT_EQ(format_limit({5, 15min}), "5 per 15m");
  EXPECT_EQ(format_limit({10, 60min}), "10 per 1h");
  EXPECT_EQ(format_limit({1, 90s}), "1 per 90s");
  for (const Limit& limit : {Limit{1, 1ms}, Limit{50, 61s}, Limit{200, std::chrono::days(7)}}) {
    EXPECT_EQ(parse_limit(format_limit(limit)), limit);
  }
}

}  // namespace
}  // namespace ozibus::text
