// SPDX-License-Identifier: Apache-2.0
#include "server/wire.h"

#include <gtest/gtest.h>

namespace ozibus::server {
namespace {

TEST(Wire, reads_the_documented_bodies) {
  const auto send = read_send_body(R"({"to": "+61000876123", "channel":"sms"})");
  ASSERT_TRUE(send);
  EXPECT_EQ(send->to, "+61000876123");
  EXPECT_EQ(send->channel, Channel::sms);
  const auto verify = read_verify_body(R"({"to": "joedoe@mail.com", "otp":"620132"})");
  ASSERT_TRUE(verify);
  EXPECT_EQ(verify->to, "joedoe@mail.com");
  EXPECT_EQ(verify->channel, Channel::mail);
  EXPECT_EQ(verify->otp, "620132");
}

TEST(Wire, refuses_every_other_body) {
  for (const char* body :
       {"", "null", "[]", "\"to\"", "{}", "{", "{\"to\":\"+61000876123\"}",
        R"({"to":"+61000876123","channel":"sms"} x)", R"({"to":"+61000876123","channel":"sms","more":1})",
        R"({"to":"+61000876123","to":"+61000876123","channel":"sms"})",
        R"({"to":61000876123,"channel":"sms"})", R"({"to":"+61000876123","channel":null})",
        R"({"to":"+61000876123","channel":"fax"})", R"({"to":"+61000876123","channel":"mail"})",
        R"({"to":"joedoe@mail.com","channel":"sms"})", R"({"to":"61000876123","channel":"sms"})",
        "{\"to\":\"+61000876123\",\"channel\":\"sms\",\"x\":\"\xff\"}",
        R"({"to":"+61000876123\u0000","channel":"sms"})"}) {
    EXPECT_FALSE(read_send_body(body)) << body;
  }
  EXPECT_FALSE(read_verify_body(R"({"to":"+61000876123","otp":620132})"));
  EXPECT_FALSE(read_verify_body(R"({"to":"+61000876123","otp":"620132","channel":"sms"})"));
  EXPECT_FALSE(read_verify_body(R"({"to":"nobody","otp":"620132"})"));
}

TEST(Wire, nesting_without_end_is_only_a_wrong_body) {
  EXPECT_FALSE(read_send_body(std::string(16 * 1024, '[')));
}

TEST(Wire, writes_the_documented_answer) {
  EXPECT_EQ(write_answer(20, "Request could not be processed"),
            R"({"response_code":20,"response_message":"Request could not be processed"})");
}

}  // namespace
}  // namespace ozibus::server
