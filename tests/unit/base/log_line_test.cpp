// SPDX-License-Identifier: Apache-2.0
#include "base/log_line.h"

#include <string>

#include <gtest/gtest.h>

namespace ozibus::base {
namespace {

std::string value_of(std::string_view value) {
  LogLine line;
  line.add("k", value);
  return std::string(line.view());
}

TEST(LogLine, writes_plain_words_as_they_are) {
  LogLine line;
  line.words("authentication failure;").add("user", "alice").add("rhost", "2001:db8::1").add("attempts", 2);
  EXPECT_EQ(line.view(), "authentication failure; user=alice rhost=2001:db8::1 attempts=2");
}

TEST(LogLine, leaves_an_empty_value_empty) {
  EXPECT_EQ(value_of(""), "k=");
}

TEST(LogLine, quotes_what_could_forge_a_field_or_a_line) {
  EXPECT_EQ(value_of("alice result=accepted"), R"(k="alice result=accepted")");
  EXPECT_EQ(value_of("a=b"), R"(k="a=b")");
  EXPECT_EQ(value_of(R"(a" result="x)"), R"(k="a\" result=\"x")");
  EXPECT_EQ(value_of("a\nresult=accepted"), R"(k="a\nresult=accepted")");
  EXPECT_EQ(value_of("a\r\tb"), R"(k="a\r\tb")");
  EXPECT_EQ(value_of(R"(a\)"), R"(k="a\\")");
}

TEST(LogLine, spells_out_control_bytes_and_bytes_beyond_ascii) {
  EXPECT_EQ(value_of("\x1b[31m"), R"(k="\x1b[31m")");
  EXPECT_EQ(value_of("caf\xc3\xa9"), R"(k="caf\xc3\xa9")");
  EXPECT_EQ(value_of(std::string("a\0b", 3)), R"(k="a\x00b")");
  EXPECT_EQ(value_of("\x7f"), R"(k="\x7f")");
}

TEST(LogLine, marks_a_value_that_was_cut) {
  EXPECT_EQ(value_of(std::string(200, 'a')), "k=" + std::string(200, 'a'));
  EXPECT_EQ(value_of(std::string(201, 'a')), "k=\"" + std::string(200, 'a') + "...\"");
}

TEST(LogLine, leaves_out_whole_what_does_not_fit_any_more) {
  LogLine line;
  for (int i = 0; i < 8; ++i)
    line.add("k", std::string(199, 'a') + "\x01", 200);
  const std::string full(line.view());
  line.add("reason", std::string(500, '\x01'), 500);
  EXPECT_EQ(line.view(), full);
  EXPECT_EQ(std::string(line.c_str()), full);
  line.add("short", "yes");
  EXPECT_EQ(line.view(), full + " short=yes");
}

TEST(LogLine, writes_negative_numbers) {
  LogLine line;
  line.add("n", -9223372036854775807LL - 1);
  EXPECT_EQ(line.view(), "n=-9223372036854775808");
}

}  // namespace
}  // namespace ozibus::base
