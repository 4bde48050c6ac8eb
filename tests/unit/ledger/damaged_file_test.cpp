// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gtest/gtest.h>

#include "tests/unit/ledger/record_bench.h"
#include "tests/unit/ledger/watched_disk.h"

namespace ozibus::ledger {
namespace {

class DamagedFile : public RecordBench {
 protected:
  DamagedFile() {
    EXPECT_EQ(save('a'), "saved");
    good_ = content(path());
  }

  std::string noise(std::size_t size) {
    std::string bytes(size, '\0');
    std::ranges::generate(bytes, [this] { return static_cast<char>(random_()); });
    return bytes;
  }

  // What is found when the file holds that.
  std::string found(const std::string& bytes) {
    aside_.reset();
    put(bytes);
    const std::string letter = read();
    return aside_ ? letter + ", set aside" : letter;
  }

  WatchedDisk disk_;
  std::string good_;
  std::mt19937 random_{1};
};

TEST_F(DamagedFile, is_noticed_at_each_length_but_its_own) {
  for (std::size_t size = 0; size < good_.size(); ++size)
    EXPECT_EQ(found(good_.substr(0, size)), "s, set aside") << size;
  EXPECT_EQ(found(good_), "a");
  EXPECT_EQ(found(good_ + '\0'), "s, set aside");
  EXPECT_EQ(found(good_ + good_), "s, set aside");
}

TEST_F(DamagedFile, is_noticed_when_it_is_noise) {
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(found(noise(good_.size())), "s, set aside");
  EXPECT_EQ(found(std::string(good_.size(), '\0')), "s, set aside");
}

TEST_F(DamagedFile, heals_when_one_copy_is_good) {
  const std::size_t half = good_.size() / 2;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(found(noise(half) + good_.substr(half)), "a");
    EXPECT_EQ(found(good_.substr(0, half) + noise(half)), "a");
    EXPECT_EQ(save('b'), "saved");
    const std::string healed = content(path());
    EXPECT_EQ(healed.substr(0, half), healed.substr(half));
  }
}

TEST_F(DamagedFile, is_noticed_when_it_is_another_owners) {
  ASSERT_EQ(save('b', "bob"), "saved");
  EXPECT_EQ(found(content(path("bob"))), "s, set aside");
  EXPECT_EQ(read("bob"), "b");
}

TEST_F(DamagedFile, is_noticed_when_its_two_copies_are_of_two_owners_and_its_own_is_damaged) {
  ASSERT_EQ(save('b', "bob"), "saved");
  const std::size_t half = good_.size() / 2;
  const std::string others = content(path("bob"));
  EXPECT_EQ(found(others.substr(0, half) + good_.substr(half)), "a");
  EXPECT_EQ(found(others.substr(0, half) + noise(half)), "s, set aside");
}

}  // namespace
}  // namespace ozibus::ledger
