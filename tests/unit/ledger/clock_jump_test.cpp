// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

constexpr auto kYear = std::chrono::milliseconds(365 * 24h);

class ClockJump : public LoginBench {
 protected:
  // Five codes sent, locked, one address remembered, a bypass for bob.
  ClockJump() {
    settings_.lockout = {3, 1h};
    settings_.remember = 2h;
    Ledger ledger = login();
    EXPECT_TRUE(ledger.accept());
    for (int i = 0; i < 5; ++i)
      (void)order(ledger);
    for (int i = 0; i < 3; ++i)
      (void)attempt(ledger);
    EXPECT_TRUE(Administration(settings_, bob_, calendar_).bypass(30min));
  }

  [[nodiscard]] std::string bypass() const {
    const auto left = bypass_left(settings_.state_dir, bob_, calendar_);
    if (!left) return left.error().reason;
    return *left ? std::to_string((*left)->count()) + "ms" : "none";
  }

  // After so much time that counts.
  void expect_after(std::chrono::milliseconds passed, const std::string& what) {
    const auto rest = [passed](std::chrono::milliseconds span) {
      return std::to_string((span - passed).count()) + "ms";
    };
    EXPECT_EQ(standing(), "remembered locked for " + rest(1h)) << what;
    Ledger ledger = login("alice", "198.51.100.1");
    EXPECT_EQ(order(ledger), "user over limit for " + rest(15min)) << what;
    EXPECT_EQ(attempt(ledger), "locked for " + rest(1h)) << what;
    EXPECT_EQ(bypass(), rest(30min)) << what;
  }

  const std::string bob_ = "bob";
};

TEST_F(ClockJump, between_logins_changes_nothing) {
  std::chrono::milliseconds passed{0};
  for (const auto jump : {kYear, -kYear, -50 * kYear, 3 * kYear, std::chrono::milliseconds(-5min)}) {
    calendar_.shift_wall(jump);
    expect_after(passed, "clock set by " + std::to_string(jump.count()));
    calendar_.advance(1min);
    passed += 1min;
    expect_after(passed, "a minute later");
  }
}

TEST_F(ClockJump, during_a_login_changes_nothing) {
  Ledger ledger = login("carol");
  EXPECT_EQ(order(ledger), "ordered, 4 left");
  for (const auto jump : {kYear, -2 * kYear, kYear, -kYear}) {
    calendar_.shift_wall(jump);
    EXPECT_TRUE(order(ledger).starts_with("ordered"));
  }
  calendar_.shift_wall(kYear);
  EXPECT_EQ(order(ledger), "user over limit for 900000ms");
  calendar_.advance(15min);
  EXPECT_EQ(order(ledger), "ordered, 4 left");
}

TEST_F(ClockJump, over_a_restart_is_the_time_that_the_clock_tells) {
  calendar_.restart(10min);
  expect_after(10min, "restarted");
  calendar_.restart(50min);
  EXPECT_EQ(standing(), "remembered");
  EXPECT_EQ(bypass(), "none");
}

TEST_F(ClockJump, back_over_a_restart_is_no_time_and_then_it_goes_on) {
  calendar_.restart(-kYear);
  expect_after(0min, "restarted");
  calendar_.advance(10min);
  expect_after(10min, "ten minutes later");
  calendar_.advance(20min);
  EXPECT_EQ(bypass(), "none");
  calendar_.advance(30min);
  EXPECT_EQ(standing(), "remembered");
  calendar_.advance(1h);
  EXPECT_EQ(standing(), "");
}

TEST_F(ClockJump, back_over_a_restart_ends_a_bypass_of_a_user_of_whom_nothing_else_is_asked) {
  calendar_.restart(-kYear);
  for (int i = 30; i > 0; --i) {
    EXPECT_EQ(bypass(), std::to_string(i * 60'000) + "ms");
    calendar_.advance(1min);
  }
  EXPECT_EQ(bypass(), "none");
}

TEST_F(ClockJump, after_a_restart_changes_nothing_that_was_seen_since) {
  calendar_.restart(10min);
  expect_after(10min, "restarted");
  calendar_.shift_wall(kYear);
  expect_after(10min, "clock set forward");
  calendar_.shift_wall(-3 * kYear);
  expect_after(10min, "clock set back");
}

TEST_F(ClockJump, without_a_boot_id_is_followed_forward_and_not_back) {
  calendar_.lose_boot_id();
  expect_after(0min, "no boot id");
  calendar_.shift_wall(-kYear);
  expect_after(0min, "clock set back");
  calendar_.advance(5min);
  expect_after(5min, "five minutes later");
}

TEST_F(ClockJump, to_a_snapshot_of_the_machine_stops_nothing) {
  const fakes::ManualCalendar snapshot = calendar_;
  calendar_.advance(5min);
  Ledger ledger = login("carol");
  (void)order(ledger);
  calendar_ = snapshot;
  Ledger again = login("carol");
  settings_.send_limit = {1, 15min};
  Ledger stricter = login("carol");
  EXPECT_EQ(order(stricter), "user over limit for 900000ms");
  calendar_.advance(10min);
  EXPECT_EQ(order(stricter), "user over limit for 300000ms");
}

}  // namespace
}  // namespace ozibus::ledger
