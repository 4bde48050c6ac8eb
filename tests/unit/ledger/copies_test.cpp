// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/copies.h"

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::ledger {
namespace {

const Identity kAlice{"user 1", "alice"};

// A file with two copies, of which tests may spoil any part.
class CopiesTest : public testing::Test {
 protected:
  static constexpr std::size_t kRecord = 500;

  CopiesTest() : copies_(kAlice, std::string(kRecord, '0')) {}

  // What a save writes first, and then to the other place.
  void save(char letter) {
    ASSERT_TRUE(copies_.check(kAlice));
    std::ranges::fill(copies_.record(), letter);
    const auto next = copies_.next(kAlice);
    put(next, next.turn);
    put(next, 1 - next.turn);
  }
  void put(const Copies::Copy& next, std::size_t turn) {
    std::ranges::copy(next.bytes, copies_.bytes().subspan(turn * next.bytes.size()).begin());
  }

  // The letter that the record is full of; '?' when it is not, '-' when no copy passes.
  char found(const Identity& identity = kAlice) {
    if (!copies_.check(identity)) return '-';
    const auto record = copies_.record();
    return std::ranges::count(record, record.front()) == static_cast<long>(kRecord) ? record.front() : '?';
  }
  std::span<char> half(std::size_t turn) {
    return copies_.bytes().subspan(turn * copies_.copy_size(), copies_.copy_size());
  }

  Copies copies_;
};

TEST_F(CopiesTest, begin_with_the_record_in_both) {
  EXPECT_EQ(found(), '0');
  EXPECT_TRUE(copies_.agree());
  EXPECT_EQ(copies_.bytes().size(), 2 * copies_.copy_size());
  EXPECT_TRUE(std::ranges::equal(half(0), half(1)));
}

TEST_F(CopiesTest, that_are_zeros_fail_their_check) {
  EXPECT_FALSE(Copies(kRecord).check(kAlice));
}

TEST_F(CopiesTest, take_turns) {
  for (const char letter : std::string("abcdef")) {
    const std::string before(half(0).begin(), half(0).end());
    ASSERT_TRUE(copies_.check(kAlice));
    const auto turn = copies_.next(kAlice).turn;
    save(letter);
    EXPECT_EQ(found(), letter);
    EXPECT_TRUE(copies_.agree());
    EXPECT_EQ(copies_.next(kAlice).turn, 1 - turn);
  }
}

TEST_F(CopiesTest, are_one_owners_in_one_format) {
  EXPECT_EQ(found({"user 1", "bob"}), '-');
  EXPECT_EQ(found({"user 1", "Alice"}), '-');
  EXPECT_EQ(found({"user 2", "alice"}), '-');
  EXPECT_EQ(found({"user 1a", "lice"}), '-');
  EXPECT_EQ(found(), '0');
}

TEST_F(CopiesTest, survive_the_loss_of_either) {
  std::mt19937 random(1);
  for (const char letter : std::string("abcd")) {
    save(letter);
    const std::string kept(copies_.bytes().begin(), copies_.bytes().end());
    for (const std::size_t turn : {0U, 1U}) {
      std::ranges::generate(half(turn), [&random] { return static_cast<char>(random()); });
      EXPECT_EQ(found(), letter);
      EXPECT_FALSE(copies_.agree());
      save('x');
      EXPECT_EQ(found(), 'x');
      EXPECT_TRUE(copies_.agree());
      std::ranges::copy(kept, copies_.bytes().begin());
    }
  }
}

TEST_F(CopiesTest, never_write_first_to_the_place_of_the_only_good_one) {
  for (const char letter : std::string("abcd")) {
    save(letter);
    const std::string kept(copies_.bytes().begin(), copies_.bytes().end());
    for (const std::size_t bad : {0U, 1U}) {
      half(bad).front() ^= 1;
      ASSERT_TRUE(copies_.check(kAlice));
      EXPECT_EQ(copies_.next(kAlice).turn, bad);
      std::ranges::copy(kept, copies_.bytes().begin());
    }
  }
}

// After a save its second copy may not be on the disk yet.
TEST_F(CopiesTest, never_write_first_to_the_place_that_was_first_in_the_save_before) {
  for (const char letter : std::string("abcd")) {
    for (const std::size_t bad : {0U, 1U}) {
      half(bad).front() ^= 1;
      save(letter);
      ASSERT_TRUE(copies_.check(kAlice));
      EXPECT_EQ(copies_.next(kAlice).turn, 1 - bad);
    }
  }
}

TEST_F(CopiesTest, notice_each_flipped_bit) {
  save('a');
  for (std::size_t byte = 0; byte < copies_.bytes().size(); ++byte) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      copies_.bytes()[byte] ^= static_cast<char>(1U << bit);
      ASSERT_EQ(found(), 'a') << byte << ":" << bit;
      ASSERT_FALSE(copies_.agree()) << byte << ":" << bit;
      copies_.bytes()[byte] ^= static_cast<char>(1U << bit);
    }
  }
}

TEST_F(CopiesTest, fail_when_both_are_damaged) {
  half(0).back() ^= 1;
  half(1).front() ^= 1;
  EXPECT_EQ(found(), '-');
}

}  // namespace
}  // namespace ozibus::ledger
