// SPDX-License-Identifier: Apache-2.0
#include "server/recipient.h"

#include <string>

#include <gtest/gtest.h>

namespace ozibus::server {
namespace {

TEST(Recipient, a_plus_and_8_to_15_digits_is_a_phone) {
  for (const char* number : {"+61400000001", "+12345678", "+123456789012345"}) {
    EXPECT_EQ(channel_of(number), Channel::sms) << number;
  }
  for (const char* other : {"", "+", "61400000001", "+1234567", "+1234567890123456", "+0123456789",
                            "+6140000000a", "+61 400 000 001", "++61400000001", "+61400000001\n"}) {
    EXPECT_EQ(channel_of(other), std::nullopt) << other;
  }
}

TEST(Recipient, one_at_with_both_sides_is_mail) {
  for (const char* address : {"jdoe@mail.com", "a@localhost", "first.last+tag@sub.example.com"}) {
    EXPECT_EQ(channel_of(address), Channel::mail) << address;
  }
  for (const char* other : {"jdoe", "@mail.com", "jdoe@", "a@b@c", "a b@c", "a@b\r\nBcc: c@d", "a@b..c",
                            "a@.b", "a@b.", "<a@b>", "a,b@c", "\"a\"@b", "a@b\x7f", "\xc3\xa4@b"}) {
    EXPECT_EQ(channel_of(other), std::nullopt) << other;
  }
  EXPECT_EQ(channel_of(std::string(65, 'a') + "@b"), std::nullopt);
  EXPECT_EQ(channel_of("a@" + std::string(253, 'b')), std::nullopt);
}

TEST(Recipient, channels_go_by_the_names_of_the_api) {
  EXPECT_EQ(channel_named("sms"), Channel::sms);
  EXPECT_EQ(channel_named("mail"), Channel::mail);
  for (const char* other : {"", "SMS", "email", "sms "})
    EXPECT_EQ(channel_named(other), std::nullopt);
}

}  // namespace
}  // namespace ozibus::server
