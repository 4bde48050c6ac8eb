// SPDX-License-Identifier: Apache-2.0
#include "helper/text/duration.h"

#include <chrono>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::text {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

TEST(ParseDuration, reads_a_number_and_a_unit) {
  const struct {
    std::string_view text;
    milliseconds expected;
  } cases[] = {
      {"0s", 0ms},
      {"0ms", 0ms},
      {"500ms", 500ms},
      {"90s", 90000ms},
      {"15m", 900000ms},
      {"8h", 28800000ms},
      {"30d", 720h},
      {"007s", 7s},
      {"3652d", std::chrono::days(3652)},
      {"1ms", 1ms},
      {"315569520s", 315569520s},
  };
  for (const auto& c : cases)
    EXPECT_EQ(parse_duration(c.text), c.expected) << c.text;
}

TEST(ParseDuration, refuses_everything_else) {
  using namespace std::string_view_literals;
  const std::string_view cases[] = {
      "",     "s",    "5",    " 5s",  "5s ",    "5 s",    "-5s",   "+5s",  "-0s",       "5S",  "5sec",
      "5min", "1.5s", "1,5s", "0x5s", "5e3s",   "5ms5",   "1h30m", "5s\n", "\xd9\xa5s", "5w",  "5y",
      "5us",  "five", "5sm",  "ms",   "5\0s"sv, "5s\0"sv, "\0"sv,  "--5s", "5 ms",      "5mS", "5M",
  };
  for (const auto text : cases)
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(ParseDuration, refuses_more_than_ten_years_without_overflow) {
  const std::string_view cases[] = {
      "3653d",
      "87660h",
      "315569521s",
      "315569520001ms",
      "9223372036854775807ms",
      "9223372036854775807d",
      "9223372036854775808ms",
      "18446744073709551617s",
      "99999999999999999999999999999999999999d",
      "106751991168d",
  };
  for (const auto text : cases)
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(FormatDuration, takes_the_largest_unit_that_needs_no_fraction) {
  const struct {
    milliseconds duration;
    std::string_view expected;
  } cases[] = {
      {0ms, "0s"},  {1ms, "1ms"},   {1500ms, "1500ms"}, {1s, "1s"},  {60s, "1m"},
      {90s, "90s"}, {10min, "10m"}, {2h, "2h"},         {48h, "2d"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(format_duration(c.duration), c.expected);
}

TEST(FormatDuration, is_read_back_as_the_same_duration) {
  for (const milliseconds duration : {0ms, 7ms, 1000ms, 61000ms, 3600000ms, 86400001ms}) {
    EXPECT_EQ(parse_duration(format_duration(duration)), duration);
  }
}

TEST(Roughly, rounds_up_and_never_says_less_than_there_is) {
  EXPECT_EQ(roughly(1ms), "1s");
  EXPECT_EQ(roughly(90s), "90s");
  EXPECT_EQ(roughly(119'001ms), "2m");
  EXPECT_EQ(roughly(33min + 1ms), "34m");
  EXPECT_EQ(roughly(90min), "90m");
  EXPECT_EQ(roughly(5h + 1s), "6h");
  EXPECT_EQ(roughly(48h), "2d");
  EXPECT_EQ(roughly(6 * 24h + 1s), "7d");
}

}  // namespace
}  // namespace ozibus::text
