// SPDX-License-Identifier: Apache-2.0
#include "base/deadline.h"

#include <climits>

#include <gtest/gtest.h>

namespace ozibus::base {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Deadline, never_has_a_negative_remainder) {
  const Deadline past = Deadline::after(milliseconds(-5));
  EXPECT_TRUE(past.passed());
  EXPECT_EQ(past.remaining(), milliseconds(0));
  EXPECT_EQ(past.poll_timeout(), 0);
}

TEST(Deadline, rounds_up_so_that_a_wait_does_not_end_early) {
  const Deadline soon(MonotonicClock::now() + hours(1) + std::chrono::nanoseconds(1));
  EXPECT_GT(soon.remaining(), hours(1) - milliseconds(60'000));
  EXPECT_LE(soon.remaining(), hours(1) + milliseconds(1));
}

TEST(Deadline, fits_into_what_poll_takes) {
  EXPECT_EQ(Deadline::after(hours(24 * 365)).poll_timeout(), INT_MAX);
}

TEST(Deadline, takes_the_sooner_of_two) {
  const Deadline near = Deadline::after(hours(1));
  const Deadline far = Deadline::after(hours(2));
  EXPECT_EQ(near.or_sooner(far).at(), near.at());
  EXPECT_EQ(far.or_sooner(near).at(), near.at());
}

}  // namespace
}  // namespace ozibus::base
