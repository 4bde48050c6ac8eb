// SPDX-License-Identifier: Apache-2.0
#include "helper/api/exchange.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::api {
namespace {

TEST(Exchange, hands_its_body_over_in_parts_and_objects_to_doing_so_again) {
  Exchange exchange;
  exchange.begin("abcde", Repeat::Allowed);
  std::array<char, 3> part{};
  EXPECT_EQ(exchange.hand_over(part), 3U);
  EXPECT_EQ(std::string(part.data(), 3), "abc");
  EXPECT_EQ(exchange.hand_over(part), 2U);
  EXPECT_EQ(std::string(part.data(), 2), "de");
  EXPECT_EQ(exchange.objection(), "");
  EXPECT_EQ(exchange.hand_over(part), std::nullopt);
  EXPECT_NE(exchange.objection(), "");
}

TEST(Exchange, hands_its_body_over_anew_after_a_rewind) {
  Exchange exchange;
  exchange.begin("abc", Repeat::Allowed);
  std::array<char, 3> part{};
  EXPECT_EQ(exchange.hand_over(part), 3U);
  EXPECT_TRUE(exchange.rewind());
  EXPECT_EQ(exchange.hand_over(part), 3U);
}

TEST(Exchange, does_not_rewind_what_must_not_be_repeated) {
  Exchange exchange;
  exchange.begin("abc", Repeat::Never);
  std::array<char, 3> part{};
  EXPECT_EQ(exchange.hand_over(part), 3U);
  EXPECT_FALSE(exchange.rewind());
  EXPECT_NE(exchange.objection(), "");
  EXPECT_EQ(exchange.hand_over(part), std::nullopt);
}

TEST(Exchange, takes_an_answer_of64_ki_b_and_not_one_byte_more) {
  Exchange exchange;
  exchange.begin("", Repeat::Never);
  EXPECT_TRUE(exchange.take_answer(std::string(65'535, 'x')));
  EXPECT_TRUE(exchange.take_answer("x"));
  EXPECT_FALSE(exchange.take_answer("x"));
  EXPECT_EQ(exchange.answer().size(), 65'536U);
  EXPECT_NE(exchange.objection(), "");
}

TEST(Exchange, takes64_ki_b_of_headers_and_not_one_byte_more) {
  Exchange exchange;
  exchange.begin("", Repeat::Never);
  EXPECT_TRUE(exchange.take_header(std::string(65'536, 'x')));
  EXPECT_FALSE(exchange.take_header("x"));
  EXPECT_NE(exchange.objection(), "");
}

TEST(Exchange, takes_one_length_in_each_head) {
  Exchange exchange;
  exchange.begin("", Repeat::Never);
  EXPECT_TRUE(exchange.take_header("Content-Length: 0\r\n"));
  EXPECT_TRUE(exchange.take_header("\r\n"));
  EXPECT_TRUE(exchange.take_header("content-length: 20\r\n"));
  EXPECT_TRUE(exchange.take_header("HTTP/1.1 200 OK\r\n")) << "which begins no head here";
  EXPECT_FALSE(exchange.take_header("Transfer-Encoding: chunked\r\n"));
  EXPECT_NE(exchange.objection(), "");
  exchange.begin("", Repeat::Never);
  EXPECT_FALSE(exchange.take_header("CONTENT-LENGTH: 20, 20\r\n"));
}

TEST(Exchange, may_have_arrived_as_soon_as_a_part_was_written_and_for_good) {
  Exchange exchange;
  EXPECT_FALSE(exchange.may_have_arrived());
  exchange.begin("abc", Repeat::Allowed);
  EXPECT_FALSE(exchange.may_have_arrived());
  std::array<char, 1> part{};
  EXPECT_EQ(exchange.hand_over(part), 1U);
  EXPECT_TRUE(exchange.may_have_arrived());
  EXPECT_TRUE(exchange.rewind());
  EXPECT_TRUE(exchange.may_have_arrived());

  exchange.begin("abc", Repeat::Allowed);
  exchange.note_head_written();
  EXPECT_TRUE(exchange.may_have_arrived());
}

TEST(Exchange, knows_a_fatal_alert_of_tls) {
  Exchange exchange;
  exchange.begin("", Repeat::Never);
  EXPECT_FALSE(exchange.tls_came());
  exchange.note_tls(std::string("\x16\x03\x03\x00\x7a", 5));
  exchange.note_tls(std::string("\x01\x00", 2));  // close_notify
  exchange.note_tls(std::string("\x02\x00\x00", 3));
  EXPECT_TRUE(exchange.tls_came());
  EXPECT_FALSE(exchange.tls_was_refused());
  exchange.note_tls(std::string("\x02\x28", 2));  // handshake_failure
  EXPECT_TRUE(exchange.tls_was_refused());
}

const std::string kDataHead("\x17\x03\x03\x00\x20", 5);

TEST(Exchange, knows_an_answer_in_tls12_by_the_head_of_its_record) {
  Exchange exchange;
  exchange.begin("", Repeat::Never);
  exchange.note_tls(kDataHead);
  EXPECT_FALSE(exchange.data_came()) << "it is a proxy's";
  exchange.note_head_written();
  exchange.note_tls(std::string("\x16\x03\x03\x00\x28", 5));  // the end of another handshake
  EXPECT_FALSE(exchange.data_came());
  exchange.note_tls(kDataHead);
  exchange.note_tls(std::string("\x15\x03\x03\x00\x1a", 5));  // an alert
  EXPECT_TRUE(exchange.data_came());
}

TEST(Exchange, knows_an_answer_in_tls13_from_a_message_of_the_handshake) {
  Exchange exchange;
  exchange.begin("", Repeat::Never);
  exchange.note_head_written();
  exchange.note_tls(kDataHead);
  EXPECT_TRUE(exchange.data_came()) << "a record that did not come to its end may have been one";
  exchange.note_tls("\x16");
  EXPECT_FALSE(exchange.data_came());
  exchange.note_tls(kDataHead);
  exchange.note_tls("\x17");
  exchange.note_tls(kDataHead);
  exchange.note_tls("\x15");
  EXPECT_TRUE(exchange.data_came());
}

TEST(Exchange, begins_with_nothing_of_the_one_before) {
  Exchange exchange;
  exchange.begin("a", Repeat::Allowed);
  std::array<char, 1> part{};
  EXPECT_EQ(exchange.hand_over(part), 1U);
  EXPECT_TRUE(exchange.take_answer("old"));
  EXPECT_FALSE(exchange.take_header(std::string(65'537, 'x')));
  exchange.count_raw_answer(3);
  exchange.note_line();
  exchange.note_tls(std::string("\x02\x28", 2));
  exchange.note_tls(kDataHead);
  exchange.note_tls("\x17");
  exchange.note_tls(kDataHead);

  exchange.begin("b", Repeat::Never);
  EXPECT_EQ(exchange.answer(), "");
  EXPECT_EQ(exchange.objection(), "");
  EXPECT_EQ(exchange.raw_answer_size(), 0U);
  EXPECT_FALSE(exchange.may_have_arrived());
  EXPECT_FALSE(exchange.line_came());
  EXPECT_FALSE(exchange.tls_came());
  EXPECT_FALSE(exchange.tls_was_refused());
  EXPECT_FALSE(exchange.data_came());
  EXPECT_TRUE(exchange.take_header(std::string(65'536, 'x')));
  EXPECT_EQ(exchange.hand_over(part), 1U);
  EXPECT_EQ(part[0], 'b');
}

}  // namespace
}  // namespace ozibus::api
