// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

class Remember : public LoginBench {
 protected:
  Remember() { settings_.remember = 8h; }

  void accept(const std::string& user, const std::string& rhost, const std::string& service = "sshd") {
    EXPECT_TRUE(login(user, rhost, service).accept());
  }
};

TEST_F(Remember, begins_with_an_accepted_code) {
  EXPECT_EQ(standing(), "");
  Ledger ledger = login();
  (void)order(ledger);
  (void)attempt(ledger);
  EXPECT_EQ(standing(ledger), "");
  EXPECT_TRUE(ledger.accept());
  EXPECT_EQ(standing(), "remembered");
}

TEST_F(Remember, is_off_by_default) {
  settings_.remember = Settings{}.remember;
  accept("alice", kHost);
  EXPECT_EQ(standing(), "");
  settings_.remember = 8h;
  EXPECT_EQ(standing(), "");
}

TEST_F(Remember, is_for_one_user_service_and_address) {
  accept("alice", kHost);
  EXPECT_EQ(standing("bob", kHost), "");
  EXPECT_EQ(standing("alice", kHost, "sudo"), "");
  EXPECT_EQ(standing("alice", "203.0.113.6"), "");
  EXPECT_EQ(standing("alice", "::ffff:203.0.113.5"), "remembered");
}

TEST_F(Remember, is_for_one_v6_address_and_not_its_network) {
  accept("alice", "2001:db8::1");
  EXPECT_EQ(standing("alice", "2001:DB8::0:1"), "remembered");
  EXPECT_EQ(standing("alice", "2001:db8::2"), "");
}

TEST_F(Remember, tells_link_local_clients_behind_two_interfaces_apart) {
  accept("alice", "fe80::1%eth0");
  EXPECT_EQ(standing("alice", "fe80::1%eth0"), "remembered");
  EXPECT_EQ(standing("alice", "fe80::1%eth1"), "");
}

TEST_F(Remember, is_only_for_addresses) {
  for (const std::string rhost : {"", "client.example", "localhost"}) {
    accept("alice", rhost);
    EXPECT_EQ(standing("alice", rhost), "") << rhost;
  }
}

TEST_F(Remember, ends_by_itself_and_is_not_prolonged_by_its_use) {
  accept("alice", kHost);
  calendar_.advance(8h - 1ms);
  EXPECT_EQ(standing(), "remembered");
  calendar_.advance(1ms);
  EXPECT_EQ(standing(), "");
}

TEST_F(Remember, begins_anew_with_each_accepted_code) {
  accept("alice", kHost);
  calendar_.advance(7h);
  accept("alice", kHost);
  calendar_.advance(7h);
  EXPECT_EQ(standing(), "remembered");
}

TEST_F(Remember, follows_a_configuration_that_shortens_it) {
  accept("alice", kHost);
  calendar_.advance(2h);
  settings_.remember = 2h;
  EXPECT_EQ(standing(), "");
  settings_.remember = 3h;
  EXPECT_EQ(standing(), "remembered");
  settings_.remember = 0s;
  EXPECT_EQ(standing(), "");
}

TEST_F(Remember, gives_up_the_longest_ago_when_there_are_too_many) {
  const auto address = [](std::size_t i) { return "203.0.113." + std::to_string(i); };
  for (std::size_t i = 0; i <= kMostRemembered; ++i) {
    accept("alice", address(i));
    calendar_.advance(1ms);
  }
  EXPECT_EQ(standing("alice", address(0)), "");
  for (std::size_t i = 1; i <= kMostRemembered; ++i)
    EXPECT_EQ(standing("alice", address(i)), "remembered") << i;
}

TEST_F(Remember, does_not_hide_a_lock) {
  settings_.lockout = {1, 1h};
  accept("alice", kHost);
  Ledger elsewhere = login("alice", "198.51.100.1");
  (void)attempt(elsewhere);
  EXPECT_EQ(standing(), "remembered locked for 3600000ms");
}

}  // namespace
}  // namespace ozibus::ledger
