// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/history.h"

#include <gtest/gtest.h>

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

constexpr text::Limit kLimit{3, 1000ms};

History<5> history_of(std::initializer_list<Time> times) {
  History<5> history{};
  for (const Time time : times)
    history.add(time);
  return history;
}

TEST(History, that_is_empty_leaves_the_whole_limit) {
  const History<5> history{};
  EXPECT_EQ(history.left(kLimit, 0), 3);
  EXPECT_EQ(history.left(kLimit, 1'000'000), 3);
  EXPECT_EQ(history.full_for(kLimit, 0), std::nullopt);
}

TEST(History, counts_each_event_also_of_the_same_millisecond) {
  EXPECT_EQ(history_of({5000}).left(kLimit, 5000), 2);
  EXPECT_EQ(history_of({5000, 5000}).left(kLimit, 5000), 1);
  EXPECT_EQ(history_of({5000, 5000, 5000}).left(kLimit, 5000), 0);
}

TEST(History, counts_an_event_until_the_last_millisecond_of_its_window) {
  const auto history = history_of({5000});
  EXPECT_EQ(history.left(kLimit, 5999), 2);
  EXPECT_EQ(history.left(kLimit, 6000), 3);
}

TEST(History, is_full_until_the_oldest_event_that_counts_has_passed) {
  const auto history = history_of({5000, 5100, 5200});
  EXPECT_EQ(history.full_for(kLimit, 5200), 800ms);
  EXPECT_EQ(history.full_for(kLimit, 5999), 1ms);
  EXPECT_EQ(history.full_for(kLimit, 6000), std::nullopt);
  EXPECT_EQ(history.left(kLimit, 6000), 1);
}

TEST(History, slides) {
  auto history = history_of({5000, 5100, 5200});
  history.add(6000);
  EXPECT_EQ(history.full_for(kLimit, 6000), 100ms);
  EXPECT_EQ(history.left(kLimit, 6100), 1);
  EXPECT_EQ(history.left(kLimit, 6200), 2);
  EXPECT_EQ(history.left(kLimit, 7000), 3);
}

TEST(History, keeps_the_newest_when_it_has_no_room) {
  const auto history = history_of({1, 2, 3, 5000, 5100, 5200, 5300, 5400});
  EXPECT_EQ(history.left({5, 1000ms}, 5400), 0);
  EXPECT_EQ(history.full_for({5, 1000ms}, 5400), 600ms);
  EXPECT_EQ(history.left({5, 1000ms}, 6400), 5);
}

TEST(History, takes_back_one_event_of_that_time) {
  auto history = history_of({5000, 5100, 5100, 5200});
  history.remove(5100);
  EXPECT_EQ(history.left({5, 1000ms}, 5200), 2);
  history.remove(5100);
  EXPECT_EQ(history.left({5, 1000ms}, 5200), 3);
  EXPECT_EQ(history.full_for({2, 1000ms}, 5200), 800ms);
}

TEST(History, takes_back_nothing_that_it_does_not_know) {
  auto history = history_of({5000});
  history.remove(4999);
  history.remove(0);
  EXPECT_EQ(history.left(kLimit, 5000), 2);
  History<5> empty{};
  empty.remove(0);
  EXPECT_EQ(empty.left(kLimit, 0), 3);
}

TEST(History, follows_a_limit_that_was_lowered) {
  const auto history = history_of({5000, 5100, 5200, 5300, 5400});
  EXPECT_EQ(history.left({2, 1000ms}, 5400), 0);
  // Two still count until 6300, and one more is allowed when the first of them has passed.
  EXPECT_EQ(history.full_for({2, 1000ms}, 5400), 900ms);
  EXPECT_EQ(history.full_for({2, 1000ms}, 6299), 1ms);
  EXPECT_EQ(history.full_for({2, 1000ms}, 6300), std::nullopt);
  EXPECT_EQ(history.full_for({3, 250ms}, 5400), 50ms);
  EXPECT_EQ(history.full_for({4, 250ms}, 5400), std::nullopt);
}

TEST(History, follows_a_limit_that_was_raised) {
  const auto history = history_of({5000, 5100, 5200});
  EXPECT_EQ(history.left({5, 1000ms}, 5200), 2);
  EXPECT_EQ(history.full_for({3, 10'000ms}, 5200), 9800ms);
}

TEST(History, that_is_filled_leaves_nothing_of_any_limit_for_one_window) {
  History<5> history{};
  history.fill(5000);
  for (const int count : {1, 3, 5}) {
    EXPECT_EQ(history.left({count, 1000ms}, 5000), 0);
    EXPECT_EQ(history.full_for({count, 1000ms}, 5000), 1000ms);
    EXPECT_EQ(history.left({count, 1000ms}, 6000), count);
  }
}

TEST(History, forgets_all_when_it_is_cleared) {
  auto history = history_of({5000, 5100, 5200});
  history.clear();
  EXPECT_EQ(history.left(kLimit, 5200), 3);
}

TEST(History, is_not_sane_when_it_counts_beyond_its_end) {
  History<5> history{};
  EXPECT_TRUE(history.is_sane(1));
  history.fill(1);
  EXPECT_TRUE(history.is_sane(1));
  history.count = 6;
  EXPECT_FALSE(history.is_sane(1));
}

TEST(History, is_not_sane_with_what_has_not_happened_yet) {
  EXPECT_FALSE(history_of({5000, 5201}).is_sane(5200));
  EXPECT_FALSE(history_of({-1, 5000}).is_sane(5200));
}

TEST(History, is_not_sane_with_a_later_event_before_an_earlier_one) {
  EXPECT_TRUE(history_of({5000, 5000, 5200}).is_sane(5200));
  EXPECT_FALSE(history_of({5000, 4999, 5200}).is_sane(5200));
}

}  // namespace
}  // namespace ozibus::ledger
