// SPDX-License-Identifier: Apache-2.0
#include "helper/api/wire.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::api {
namespace {

using namespace std::string_view_literals;

contacts::Contact contact(std::string_view text) {
  return contacts::Contact::parse(text).value();
}

TEST(Bodies, an_order_names_contact_and_channel) {
  EXPECT_EQ(order_body(contact("+61 400 000 001")).reveal(), R"({"to":"+61400000001","channel":"sms"})");
  EXPECT_EQ(order_body(contact("alice@example.com")).reveal(),
            R"({"to":"alice@example.com","channel":"mail"})");
}

TEST(Bodies, a_verification_names_contact_and_code_as_text) {
  EXPECT_EQ(verify_body(contact("+61400000001"), Secret("0620132")).reveal(),
            R"({"to":"+61400000001","otp":"0620132"})");
}

TEST(Bodies, no_text_can_leave_its_json_string) {
  EXPECT_EQ(verify_body(contact("+61400000001"), Secret("1\",\"x\":\"\n\xff")).reveal(),
            "{\"to\":\"+61400000001\",\"otp\":\"1\\\",\\\"x\\\":\\\"\\n\xEF\xBF\xBD\"}");
}

struct Read {
  std::string_view body;
  std::int64_t code;
};

class ReplyWithACode : public testing::TestWithParam<Read> {};

TEST_P(ReplyWithACode, is_read) {
  const Reply reply = read_reply(GetParam().body);
  EXPECT_EQ(reply.kind, Reply::Kind::Code);
  EXPECT_EQ(reply.code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Wire, ReplyWithACode,
    testing::Values(
        Read{R"({"response_code":0,"response_message":"OTP has been successfully sent"})", 0},
        Read{R"({"response_message":"no","response_code":20})", 20},
        Read{" \r\n\t{ \"response_code\" : 0 } \n", 0}, Read{R"({"response_code":-5})", -5},
        Read{R"({"response_code":9223372036854775807})", std::numeric_limits<std::int64_t>::max()},
        Read{R"({"response_code":-9223372036854775808})", std::numeric_limits<std::int64_t>::min()},
        // The same key within other values is no code of the reply.
        Read{R"({"data":{"response_code":0},"list":[{"response_code":0},-0,0],"response_code":7})", 7},
        Read{R"({"response_code":7,"data":{"response_code":0}})", 7},
        Read{R"({"Response_Code":0,"response_code ":0,"response_code\u0000":0,"response_code":7})", 7},
        Read{R"({"response_\u0063ode":0})", 0}, Read{R"({"response_code":3,"response_message":null})", 3},
        Read{R"({"response_code":3,"response_message":0})", 3}));

class MalformedReply : public testing::TestWithParam<std::string_view> {};

TEST_P(MalformedReply, has_no_code) {
  EXPECT_EQ(read_reply(GetParam()).kind, Reply::Kind::Malformed);
}

INSTANTIATE_TEST_SUITE_P(
    Wire, MalformedReply,
    testing::Values(
        // Nothing, or no object.
        ""sv, " "sv, "0"sv, "null"sv, "true"sv, "\"response_code\""sv, "[]"sv, "[0]"sv,
        R"([{"response_code":0}])"sv, "OK"sv, "<html></html>"sv, "{}"sv, "response_code=0"sv,
        // Not an integer, or not one that fits.
        R"({"response_code":"0"})"sv, R"({"response_code":0.0})"sv, R"({"response_code":0e0})"sv,
        R"({"response_code":0E+0})"sv, R"({"response_code":-0})"sv, R"({"response_code":-0.0})"sv,
        R"({"response_code":false})"sv, R"({"response_code":true})"sv, R"({"response_code":null})"sv,
        R"({"response_code":[0]})"sv, R"({"response_code":[]})"sv, R"({"response_code":{}})"sv,
        R"({"response_code":{"response_code":0}})"sv, R"({"response_code":""})"sv,
        R"({"response_code":9223372036854775808})"sv, R"({"response_code":18446744073709551615})"sv,
        R"({"response_code":18446744073709551616})"sv, R"({"response_code":-9223372036854775809})"sv,
        R"({"response_code":1e999})"sv,
        // Not JSON.
        R"({"response_code":+0})"sv, R"({"response_code":00})"sv, R"({"response_code":0x0})"sv,
        R"({"response_code":NaN})"sv, R"({"response_code":Infinity})"sv, R"({"response_code":})"sv,
        R"({"response_code":0,})"sv, R"({'response_code':0})"sv, R"({response_code:0})"sv,
        R"({"response_code" 0})"sv, R"({"response_code":0)"sv, R"({"response_code":)"sv, R"({"response_co)"sv,
        R"(// comment
           {"response_code":0})"sv,
        R"({"response_code":0/* comment */})"sv, "{\"response_code\":0\v}"sv,
        "{\"response_code\":\xC2\xA0"
        "0}"sv,
        // Two codes, plain or in disguise, whatever they are.
        R"({"response_code":0,"response_code":0})"sv, R"({"response_code":0,"response_code":20})"sv,
        R"({"response_code":20,"response_code":0})"sv, R"({"response_code":0,"response_\u0063ode":20})"sv,
        R"({"response_\u0063ode":20,"response_code":0})"sv, R"({"response_code":0,"response_code":"x"})"sv,
        R"({"response_code":0,"response_code":{}})"sv,
        // Something after the object.
        R"({"response_code":0}x)"sv, R"({"response_code":0}{})"sv, R"({"response_code":0}})"sv,
        R"({"response_code":0},)"sv, "{\"response_code\":0}\0"sv, "{\"response_code\":0}\0 and more"sv,
        "\0{\"response_code\":0}"sv, "{\"response_code\":0,\"x\":\"\0\"}"sv,
        // Not UTF-8, or half a pair of surrogates.
        "{\"response_code\":0,\"x\":\"\xff\"}"sv, "{\"response_code\":0,\"x\":\"\xc0\xaf\"}"sv,
        "{\"response_code\":0,\"x\":\"\xed\xa0\x80\"}"sv, "{\"response_code\":0,\"x\":\"\xe2\x82\"}"sv,
        R"({"response_code":0,"x":"\ud800"})"sv, "{\"response_code\":0}\xff"sv,
        // UTF-16
        "{\0\"\0r\0\"\0:\0"
        "0\0}\0"sv));

TEST(Reply, keeps_the_servers_words) {
  EXPECT_EQ(read_reply(R"({"response_code":20,"response_message":"no \"such\" \u00e9"})").message,
            "no \"such\" \xC3\xA9");
}

TEST(Reply, that_is_malformed_has_a_code_that_is_no_success_all_the_same) {
  EXPECT_NE(read_reply(R"({"response_code":0}x)").code, 0);
  EXPECT_NE(Reply{}.code, 0);
}

TEST(Reply, may_nest_as_deep_as_it_likes) {
  constexpr std::size_t kDepth = 100'000;
  const std::string brackets = std::string(kDepth, '[') + std::string(kDepth, ']');
  EXPECT_EQ(read_reply(R"({"x":)" + brackets + R"(,"response_code":20})").code, 20);
  EXPECT_EQ(read_reply(R"({"response_code":0,"x":)" + std::string(kDepth, '[')).kind, Reply::Kind::Malformed);
  EXPECT_EQ(read_reply(R"({"response_code":)" + brackets + "}").kind, Reply::Kind::Malformed);
  EXPECT_EQ(read_reply(brackets).kind, Reply::Kind::Malformed);
  std::string objects;
  for (std::size_t i = 0; i < kDepth; ++i)
    objects += R"({"response_code":)";
  EXPECT_EQ(read_reply(objects + "0" + std::string(kDepth, '}')).kind, Reply::Kind::Malformed);
}

TEST(Expiry, is_the_integer_of_the_claims) {
  EXPECT_EQ(read_expiry(R"({"iat":1742030125,"exp":1742116525,"data":{"exp":1}})"), 1742116525);
  EXPECT_EQ(read_expiry(R"({"exp":"1742116525"})"), std::nullopt);
  EXPECT_EQ(read_expiry(R"({"iat":1})"), std::nullopt);
  EXPECT_EQ(read_expiry("\xff"), std::nullopt);
}

}  // namespace
}  // namespace ozibus::api
