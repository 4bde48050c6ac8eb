// SPDX-License-Identifier: Apache-2.0
#include "helper/api/bearer_expiry.h"

#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::api {
namespace {

using std::chrono::system_clock;

system_clock::time_point at(std::int64_t seconds) {
  return system_clock::time_point(std::chrono::seconds(seconds));
}
constexpr std::int64_t kExpiry = 1742116525;

// {"exp":1742116525} and variants, which need 0, 1 and 2 characters of padding.
std::optional<std::string> warning(std::string_view claims, std::int64_t now) {
  return expiry_warning(Secret("eyJhbGciOiJIUzI1NiJ9." + std::string(claims) + ".c2ln"), at(now));
}

TEST(BearerExpiry, warns_from_the_second_of_the_expiry_on) {
  EXPECT_EQ(warning("eyJleHAiOjE3NDIxMTY1MjV9", kExpiry - 1), std::nullopt);
  EXPECT_EQ(warning("eyJleHAiOjE3NDIxMTY1MjV9", kExpiry),
            "bearer token expired 2025-03-16 09:15 UTC; rotate it");
}

TEST(BearerExpiry, is_read_with_any_padding) {
  EXPECT_TRUE(warning("eyJleHAiOjE3NDIxMTY1MjUgfQ", kExpiry));   // {"exp":1742116525 }
  EXPECT_TRUE(warning("eyJleHAiOjE3NDIxMTY1MjUgIH0", kExpiry));  // {"exp":1742116525  }
}

TEST(BearerExpiry, is_read_in_the_alphabet_for_urls) {
  // {"a":"~~~???","exp":1742116525}
  EXPECT_TRUE(warning("eyJhIjoifn5-Pz8_IiwiZXhwIjoxNzQyMTE2NTI1fQ", kExpiry));
}

TEST(BearerExpiry, says_nothing_of_a_bearer_that_is_no_token) {
  for (const std::string_view bearer :
       {"", "sk_D7oW5tvG0r0ugArCJ8QY", ".", "..", "...", "a.b", "a.b.c", "a..c", "a.eyJleHAiOjE3NDIxMTY1MjV9",
        "a.eyJleHAiOjE3NDIxMTY1MjV9.b.c", "a.!!!!.c", "a.eyJleHAiOjE3NDIxMTY1MjV.c",
        "a.eyJpYXQiOjE3NDIwMzAxMjV9.c"}) {
    EXPECT_EQ(expiry_warning(Secret(bearer), at(kExpiry)), std::nullopt) << bearer;
  }
}

}  // namespace
}  // namespace ozibus::api
