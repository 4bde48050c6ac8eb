// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

class Lockout : public LoginBench {
 protected:
  Lockout() { settings_.lockout = {3, 1h}; }

  void lock(const std::string& user = "alice") {
    Ledger ledger = login(user);
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(attempt(ledger), "judged");
  }
};

TEST_F(Lockout, comes_after_so_many_rejected_codes) {
  Ledger ledger = login();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(standing(ledger), "");
    EXPECT_EQ(attempt(ledger), "judged");
  }
  EXPECT_EQ(standing(ledger), "locked for 3600000ms");
  EXPECT_EQ(attempt(ledger), "locked for 3600000ms");
}

TEST_F(Lockout, holds_from_everywhere) {
  lock();
  EXPECT_EQ(standing("alice", "198.51.100.1"), "locked for 3600000ms");
  EXPECT_EQ(standing("alice", "", "sudo"), "locked for 3600000ms");
}

TEST_F(Lockout, is_one_users) {
  lock();
  EXPECT_EQ(standing("bob"), "");
  Ledger bob = login("bob");
  EXPECT_EQ(attempt(bob), "judged");
}

TEST_F(Lockout, ends_by_itself_and_is_not_prolonged_by_who_tries) {
  lock();
  Ledger ledger = login();
  for (int i = 0; i < 6; ++i) {
    calendar_.advance(10min - 1ms);
    EXPECT_TRUE(attempt(ledger).starts_with("locked"));
  }
  EXPECT_EQ(attempt(ledger), "locked for 6ms");
  calendar_.advance(6ms);
  EXPECT_EQ(standing(ledger), "");
  EXPECT_EQ(attempt(ledger), "judged");
}

TEST_F(Lockout, and_send_limit_do_not_spend_each_other) {
  settings_.send_limit = {2, 15min};
  lock();
  Ledger ledger = login();
  EXPECT_EQ(order(ledger), "ordered, 1 left");
  EXPECT_EQ(order(ledger), "ordered, 0 left");
  EXPECT_EQ(standing(ledger), "locked for 3600000ms");
  calendar_.advance(15min);
  EXPECT_EQ(order(ledger), "ordered, 1 left");
  EXPECT_EQ(standing(ledger), "locked for 2700000ms");
}

TEST_F(Lockout, does_not_count_what_nobody_has_judged) {
  Ledger ledger = login();
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(attempt(ledger), "judged");
    EXPECT_TRUE(ledger.withdraw_attempt());
  }
  EXPECT_EQ(standing(ledger), "");
}

TEST_F(Lockout, takes_back_one_attempt_once) {
  Ledger other = login();
  Ledger ledger = login();
  EXPECT_EQ(attempt(other), "judged");
  EXPECT_EQ(attempt(other), "judged");
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_TRUE(ledger.withdraw_attempt());
  EXPECT_TRUE(ledger.withdraw_attempt());
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_EQ(standing(ledger), "locked for 3600000ms");
}

TEST_F(Lockout, is_not_lifted_by_withdrawing_an_attempt_that_it_refused) {
  Ledger ledger = login();
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_EQ(attempt(ledger), "locked for 3600000ms");
  EXPECT_TRUE(ledger.withdraw_attempt());
  EXPECT_EQ(standing(ledger), "locked for 3600000ms");
}

TEST_F(Lockout, does_not_count_the_code_that_was_accepted_but_those_before_it) {
  Ledger ledger = login();
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_EQ(attempt(ledger), "judged");
  calendar_.advance(1s);
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_TRUE(ledger.accept());
  Ledger next = login();
  EXPECT_EQ(standing(next), "");
  EXPECT_EQ(attempt(next), "judged");
  EXPECT_EQ(standing(next), "locked for 3599000ms");
}

TEST_F(Lockout, forgives_no_rejected_code_for_an_accepted_one_that_was_not_counted) {
  lock();
  settings_.lockout = {4, 1h};
  Ledger ledger = login();
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_TRUE(ledger.accept());
  EXPECT_TRUE(ledger.accept());
  settings_.lockout = {3, 1h};
  EXPECT_EQ(standing(), "locked for 3600000ms");
}

TEST_F(Lockout, follows_the_configuration) {
  lock();
  settings_.lockout = {5, 1h};
  EXPECT_EQ(standing(), "");
  settings_.lockout = {2, 30min};
  EXPECT_EQ(standing(), "locked for 1800000ms");
}

}  // namespace
}  // namespace ozibus::ledger
