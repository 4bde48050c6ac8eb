// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

class UserLimit : public LoginBench {};

TEST_F(UserLimit, allows_so_many_orders_in_its_window) {
  Ledger ledger = login();
  for (const int left : {4, 3, 2, 1, 0})
    EXPECT_EQ(order(ledger), "ordered, " + std::to_string(left) + " left");
  EXPECT_EQ(order(ledger), "user over limit for 900000ms");
}

TEST_F(UserLimit, holds_across_logins_services_and_addresses) {
  const std::pair<std::string, std::string> from[] = {{kHost, "sshd"},
                                                      {"198.51.100.1", "sshd"},
                                                      {"2001:db8::1", "sshd"},
                                                      {"", "sudo"},
                                                      {"host.example", "sshd"}};
  for (const auto& [rhost, service] : from) {
    Ledger ledger = login("alice", rhost, service);
    EXPECT_TRUE(order(ledger).starts_with("ordered"));
  }
  Ledger ledger = login("alice", "192.0.2.9");
  EXPECT_EQ(order(ledger), "user over limit for 900000ms");
}

TEST_F(UserLimit, is_each_users_own) {
  Ledger alice = login("alice");
  for (int i = 0; i < 6; ++i)
    (void)order(alice);
  Ledger bob = login("bob");
  EXPECT_EQ(order(bob), "ordered, 4 left");
}

TEST_F(UserLimit, slides) {
  Ledger ledger = login();
  for (int i = 0; i < 5; ++i) {
    (void)order(ledger);
    calendar_.advance(1min);
  }
  EXPECT_EQ(order(ledger), "user over limit for 600000ms");
  calendar_.advance(10min - 1ms);
  EXPECT_EQ(order(ledger), "user over limit for 1ms");
  calendar_.advance(1ms);
  EXPECT_EQ(order(ledger), "ordered, 0 left");
  EXPECT_EQ(order(ledger), "user over limit for 60000ms");
}

TEST_F(UserLimit, counts_nothing_for_what_it_refuses) {
  Ledger ledger = login();
  for (int i = 0; i < 20; ++i)
    (void)order(ledger);
  calendar_.advance(15min);
  EXPECT_EQ(order(ledger), "ordered, 4 left");
}

TEST_F(UserLimit, follows_the_configuration_of_each_login) {
  Ledger ledger = login();
  for (int i = 0; i < 4; ++i)
    (void)order(ledger);
  settings_.send_limit = {2, 15min};
  Ledger stricter = login();
  EXPECT_EQ(order(stricter), "user over limit for 900000ms");
  settings_.send_limit = {6, 15min};
  Ledger laxer = login();
  EXPECT_EQ(order(laxer), "ordered, 1 left");
}

TEST_F(UserLimit, takes_an_order_back_that_has_not_left) {
  Ledger ledger = login();
  EXPECT_EQ(order(ledger), "ordered, 4 left");
  calendar_.advance(1s);
  EXPECT_EQ(order(ledger), "ordered, 3 left");
  EXPECT_TRUE(ledger.withdraw_order());
  EXPECT_EQ(order(ledger), "ordered, 3 left");
}

TEST_F(UserLimit, takes_back_one_order_once) {
  Ledger other = login();
  Ledger ledger = login();
  EXPECT_EQ(order(other), "ordered, 4 left");
  EXPECT_EQ(order(ledger), "ordered, 3 left");
  EXPECT_TRUE(ledger.withdraw_order());
  EXPECT_TRUE(ledger.withdraw_order());
  EXPECT_EQ(order(ledger), "ordered, 3 left");
}

TEST_F(UserLimit, takes_back_no_earlier_order_when_the_last_one_was_not_counted) {
  settings_.send_limit = {2, 15min};
  Ledger ledger = login();
  (void)order(ledger);
  (void)order(ledger);
  EXPECT_EQ(order(ledger), "user over limit for 900000ms");
  EXPECT_TRUE(ledger.withdraw_order());
  EXPECT_EQ(order(ledger), "user over limit for 900000ms");
}

TEST_F(UserLimit, takes_back_nothing_when_nothing_was_ordered) {
  Ledger other = login();
  EXPECT_EQ(order(other), "ordered, 4 left");
  Ledger ledger = login();
  EXPECT_TRUE(ledger.withdraw_order());
  EXPECT_EQ(order(ledger), "ordered, 3 left");
}

}  // namespace
}  // namespace ozibus::ledger
