// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/passing_time.h"

#include <gtest/gtest.h>

#include "tests/fakes/manual_calendar.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

constexpr auto kOneYear = std::chrono::milliseconds(365 * 24h);

class PassingTimeTest : public testing::Test {
 protected:
  PassingTimeTest() { clock_.set(calendar_.now()); }

  // How much has passed since the record was written last; writes it.
  std::chrono::milliseconds passed() {
    const Time before = clock_.time;
    clock_.set(calendar_.now());
    return std::chrono::milliseconds(clock_.time - before);
  }
  [[nodiscard]] std::chrono::milliseconds seen() const {
    return std::chrono::milliseconds(clock_.at(calendar_.now()) - clock_.time);
  }

  fakes::ManualCalendar calendar_;
  PassingTime clock_{};
};

TEST_F(PassingTimeTest, goes_on_with_the_kernels_count) {
  EXPECT_EQ(seen(), 0ms);
  calendar_.advance(1234ms);
  EXPECT_EQ(seen(), 1234ms);
  EXPECT_EQ(passed(), 1234ms);
  calendar_.advance(1ms);
  EXPECT_EQ(passed(), 1ms);
}

TEST_F(PassingTimeTest, does_not_follow_the_systems_clock_while_the_machine_runs) {
  for (const auto jump : {kOneYear, -kOneYear, -100 * kOneYear}) {
    calendar_.shift_wall(jump);
    EXPECT_EQ(seen(), 0ms);
    calendar_.advance(5s);
    EXPECT_EQ(passed(), 5s);
  }
}

TEST_F(PassingTimeTest, asks_the_systems_clock_over_a_restart) {
  calendar_.restart(10min);
  EXPECT_EQ(passed(), 10min);
  calendar_.advance(1s);
  EXPECT_EQ(passed(), 1s);
}

TEST_F(PassingTimeTest, stands_still_over_a_restart_that_sets_the_clock_back_and_then_goes_on) {
  calendar_.restart(-kOneYear);
  EXPECT_EQ(passed(), 0ms);
  calendar_.advance(1s);
  EXPECT_EQ(passed(), 1s);
}

TEST_F(PassingTimeTest, follows_the_systems_clock_forward_when_the_kernel_names_no_boot) {
  calendar_.lose_boot_id();
  EXPECT_EQ(passed(), 0ms);
  calendar_.advance(1s);
  EXPECT_EQ(passed(), 1s);
  calendar_.shift_wall(-kOneYear);
  EXPECT_EQ(passed(), 0ms);
  calendar_.shift_wall(10s);
  EXPECT_EQ(passed(), 10s);
}

TEST_F(PassingTimeTest, never_goes_back) {
  Time last = clock_.time;
  for (const auto jump : {kOneYear, -3 * kOneYear, std::chrono::milliseconds(1),
                          std::chrono::milliseconds(-1), -kOneYear, 2 * kOneYear}) {
    calendar_.shift_wall(jump);
    EXPECT_GE(clock_.at(calendar_.now()), last);
    calendar_.restart(-jump);
    clock_.set(calendar_.now());
    EXPECT_GE(clock_.time, last);
    last = clock_.time;
  }
}

TEST_F(PassingTimeTest, survives_a_machine_that_was_set_back_to_a_snapshot) {
  fakes::ManualCalendar restored;
  calendar_.advance(1h);
  clock_.set(calendar_.now());
  const Time before = clock_.time;
  clock_.set(restored.now());
  EXPECT_EQ(clock_.time, before);
  restored.advance(1s);
  EXPECT_EQ(clock_.at(restored.now()), before + 1000);
}

TEST_F(PassingTimeTest, stands_still_at_its_end) {
  clock_.time = PassingTime::kEnd - 1;
  calendar_.advance(1h);
  clock_.set(calendar_.now());
  EXPECT_EQ(clock_.time, PassingTime::kEnd);
  EXPECT_TRUE(clock_.is_sane());
}

}  // namespace
}  // namespace ozibus::ledger
