// SPDX-License-Identifier: Apache-2.0
#include "server/send_limit.h"

#include <gtest/gtest.h>

#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class SendLimitTest : public testing::Test {
 protected:
  ManualClock clock_;
  KeyedHash hash_;
  SendLimit limit_{{2, minutes(10)}, clock_, 100};
  Digest alice_ = hash_({"alice"});
  Digest bob_ = hash_({"bob"});
};

TEST_F(SendLimitTest, says_when_the_next_may_be_sent) {
  EXPECT_FALSE(limit_.spend(alice_));
  clock_.advance(minutes(4));
  EXPECT_FALSE(limit_.spend(alice_));
  clock_.advance(std::chrono::milliseconds(500));
  EXPECT_EQ(limit_.spend(alice_), seconds(360));  // rounded up: earlier would be too early
}

TEST_F(SendLimitTest, looks_back_over_the_span_only) {
  EXPECT_FALSE(limit_.spend(alice_));
  clock_.advance(minutes(6));
  EXPECT_FALSE(limit_.spend(alice_));
  clock_.advance(minutes(4));
  EXPECT_FALSE(limit_.spend(alice_));
  EXPECT_EQ(limit_.spend(alice_), minutes(6));
}

TEST_F(SendLimitTest, a_refused_message_is_not_counted) {
  EXPECT_FALSE(limit_.spend(alice_));
  EXPECT_FALSE(limit_.spend(alice_));
  clock_.advance(minutes(9));
  EXPECT_TRUE(limit_.spend(alice_));
  clock_.advance(minutes(1));
  EXPECT_FALSE(limit_.spend(alice_));
}

TEST_F(SendLimitTest, counts_each_recipient_alone) {
  EXPECT_FALSE(limit_.spend(alice_));
  EXPECT_FALSE(limit_.spend(alice_));
  EXPECT_TRUE(limit_.spend(alice_));
  EXPECT_FALSE(limit_.spend(bob_));
}

}  // namespace
}  // namespace ozibus::server
