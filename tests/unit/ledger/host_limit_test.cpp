// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

class HostLimit : public LoginBench {
 protected:
  HostLimit() { settings_.send_limit_host = {3, 10min}; }

  // Orders of users that nobody has seen before.
  std::string order_from(const std::string& rhost) {
    Ledger ledger = login("user" + std::to_string(++users_), rhost);
    return order(ledger);
  }
  void use_up(const std::string& rhost) {
    for (int i = 0; i < 3; ++i)
      EXPECT_TRUE(order_from(rhost).starts_with("ordered"));
  }

  int users_ = 0;
};

TEST_F(HostLimit, holds_for_all_users_behind_one_address) {
  EXPECT_EQ(order_from(kHost), "ordered, 2 left");
  EXPECT_EQ(order_from(kHost), "ordered, 1 left");
  EXPECT_EQ(order_from(kHost), "ordered, 0 left");
  EXPECT_EQ(order_from(kHost), "host over limit for 600000ms");
  EXPECT_EQ(order_from("203.0.113.6"), "ordered, 2 left");
}

TEST_F(HostLimit, holds_across_services) {
  use_up(kHost);
  Ledger ledger = login("alice", kHost, "sudo");
  EXPECT_TRUE(order(ledger).starts_with("host over limit"));
}

TEST_F(HostLimit, ends_by_itself) {
  use_up(kHost);
  calendar_.advance(10min - 1ms);
  EXPECT_EQ(order_from(kHost), "host over limit for 1ms");
  calendar_.advance(1ms);
  EXPECT_EQ(order_from(kHost), "ordered, 2 left");
}

TEST_F(HostLimit, gives_the_user_the_order_back) {
  use_up(kHost);
  Ledger here = login("alice");
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(order(here), "host over limit for 600000ms");
  settings_.send_limit_host = {50, 10min};
  Ledger elsewhere = login("alice", "198.51.100.1");
  EXPECT_EQ(order(elsewhere), "ordered, 4 left");
}

TEST_F(HostLimit, leaves_no_running_code_for_an_order_that_it_refused) {
  use_up(kHost);
  Ledger ledger = login("alice");
  EXPECT_EQ(order(ledger), "host over limit for 600000ms");
  EXPECT_EQ(order(ledger, 20s), "host over limit for 600000ms");
}

TEST_F(HostLimit, is_not_spent_by_a_user_over_the_own_limit) {
  settings_.send_limit = {1, 15min};
  Ledger ledger = login("alice");
  EXPECT_EQ(order(ledger), "ordered, 0 left");
  for (int i = 0; i < 5; ++i)
    EXPECT_TRUE(order(ledger).starts_with("user over limit"));
  EXPECT_EQ(order_from(kHost), "ordered, 0 left");
  EXPECT_EQ(order_from(kHost), "ordered, 0 left");
}

TEST_F(HostLimit, gets_an_order_back_that_has_not_left) {
  Ledger ledger = login("alice");
  (void)order(ledger);
  EXPECT_TRUE(ledger.withdraw_order());
  use_up(kHost);
}

TEST_F(HostLimit, takes_a_v4_mapped_address_for_the_v4_one) {
  use_up("203.0.113.5");
  EXPECT_TRUE(order_from("::ffff:203.0.113.5").starts_with("host over limit"));
  EXPECT_TRUE(order_from("::FFFF:CB00:7105").starts_with("host over limit"));
  EXPECT_TRUE(order_from("::ffff:203.0.113.6").starts_with("ordered"));
}

TEST_F(HostLimit, takes_a_v6_network_of_64_bits_for_one_host) {
  EXPECT_EQ(order_from("2001:db8:0:1::1"), "ordered, 2 left");
  EXPECT_EQ(order_from("2001:db8:0:1:ffff:ffff:ffff:ffff"), "ordered, 1 left");
  EXPECT_EQ(order_from("2001:0DB8::1:0:0:0:7"), "ordered, 0 left");
  EXPECT_TRUE(order_from("2001:db8:0:1::9").starts_with("host over limit"));
  EXPECT_EQ(order_from("2001:db8:0:2::1"), "ordered, 2 left");
}

TEST_F(HostLimit, is_not_kept_of_names_and_of_logins_from_nowhere) {
  settings_.send_limit_host = {1, 10min};
  for (const std::string rhost :
       {"", "localhost", "client.example", "203.0.113", "203.0.113.5 ", "1.2.3.4.5"}) {
    EXPECT_EQ(order_from(rhost), "ordered, 4 left") << rhost;
    EXPECT_EQ(order_from(rhost), "ordered, 4 left") << rhost;
  }
  EXPECT_FALSE(std::filesystem::exists(settings_.state_dir + "/hosts"));
}

TEST_F(HostLimit, that_is_nearer_is_what_is_told_to_be_left) {
  Ledger ledger = login("alice");
  EXPECT_EQ(order(ledger), "ordered, 2 left");
  EXPECT_EQ(order(ledger, 20s), "running for 0ms, 2 left");
  settings_.send_limit = {2, 15min};
  Ledger again = login("alice");
  EXPECT_EQ(order(again), "ordered, 0 left");
}

}  // namespace
}  // namespace ozibus::ledger
