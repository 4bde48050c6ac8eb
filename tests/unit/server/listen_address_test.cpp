// SPDX-License-Identifier: Apache-2.0
#include "server/listen_address.h"

#include <gtest/gtest.h>

#include "server/listener.h"

namespace ozibus::server {
namespace {

TEST(ListenAddress, knows_loopback_from_the_rest) {
  for (const char* loopback : {"127.0.0.1", "127.8.8.8", "::1"}) {
    const auto address = ListenAddress::parse(loopback, 0);
    ASSERT_TRUE(address) << loopback;
    EXPECT_TRUE(address->is_loopback()) << loopback;
  }
  for (const char* open : {"0.0.0.0", "192.0.2.1", "::", "2001:db8::1", "::ffff:127.0.0.1"}) {
    const auto address = ListenAddress::parse(open, 0);
    ASSERT_TRUE(address) << open;
    EXPECT_FALSE(address->is_loopback()) << open;
  }
}

TEST(ListenAddress, is_an_address_and_not_a_name) {
  for (const char* other : {"", "localhost", "127.1", "127.0.0.1:80", "[::1]"}) {
    EXPECT_FALSE(ListenAddress::parse(other, 0)) << other;
  }
}

TEST(Listener, takes_a_free_port_and_refuses_one_in_use) {
  const auto any = ListenAddress::parse("127.0.0.1", 0);
  ASSERT_TRUE(any);
  const auto first = Listener::open(*any);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->endpoint().host, "127.0.0.1");
  ASSERT_GT(first->endpoint().port, 0);
  const auto same = ListenAddress::parse("127.0.0.1", first->endpoint().port);
  ASSERT_TRUE(same);
  const auto second = Listener::open(*same);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().reason.find(std::to_string(first->endpoint().port)), std::string::npos);
}

}  // namespace
}  // namespace ozibus::server
