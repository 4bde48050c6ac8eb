// SPDX-License-Identifier: Apache-2.0
#include "server/merchants.h"

#include <gtest/gtest.h>

namespace ozibus::server {
namespace {

class MerchantsTest : public testing::Test {
 protected:
  KeyedHash hash_;
  Merchants merchants_{{{"MCH-1", "sk_one", ""}, {"MCH-2", "sk_two", "token"}}, hash_};
};

TEST_F(MerchantsTest, the_bearer_is_the_api_key_unless_a_token_is_set) {
  EXPECT_TRUE(merchants_.admits("MCH-1", "sk_one", "Bearer sk_one"));
  EXPECT_TRUE(merchants_.admits("MCH-2", "sk_two", "Bearer token"));
  EXPECT_FALSE(merchants_.admits("MCH-2", "sk_two", "Bearer sk_two"));
}

TEST_F(MerchantsTest, the_scheme_may_be_written_in_any_case) {
  EXPECT_TRUE(merchants_.admits("MCH-1", "sk_one", "bearer sk_one"));
}

TEST_F(MerchantsTest, whatever_is_missing_or_wrong_keeps_the_door_shut) {
  EXPECT_FALSE(merchants_.admits("", "", ""));
  EXPECT_FALSE(merchants_.admits("MCH-3", "sk_one", "Bearer sk_one"));
  EXPECT_FALSE(merchants_.admits("MCH-1", "", "Bearer sk_one"));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_two", "Bearer sk_one"));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_on", "Bearer sk_one"));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_one", ""));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_one", "sk_one"));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_one", "Bearer "));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_one", "Bearer sk_one "));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_one", "Basic sk_one"));
  EXPECT_FALSE(merchants_.admits("MCH-1", "sk_one", "Bearer token"));
}

}  // namespace
}  // namespace ozibus::server
