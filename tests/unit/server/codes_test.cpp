// SPDX-License-Identifier: Apache-2.0
#include "server/codes.h"

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "server/memory_store.h"
#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

class CodesTest : public testing::Test {
 protected:
  [[nodiscard]] Digest recipient(const std::string& name) const { return hash_({name}); }
  // A code of the right shape that is not this one.
  [[nodiscard]] static std::string other_than(const std::string& code) {
    std::string other = code;
    other.front() = other.front() == '9' ? '0' : static_cast<char>(other.front() + 1);
    return other;
  }

  ManualClock clock_;
  KeyedHash hash_;
  MemoryStore store_{clock_, 100};
  Codes codes_{{6, std::chrono::minutes(5), 3}, store_, hash_, clock_};
  Digest alice_ = recipient("alice");
};

TEST_F(CodesTest, a_code_has_the_configured_number_of_digits) {
  for (const int length : {4, 6, 10}) {
    Codes codes({length, std::chrono::minutes(5), 3}, store_, hash_, clock_);
    const std::string code = codes.issue(alice_).text;
    EXPECT_EQ(code.size(), static_cast<std::size_t>(length));
    EXPECT_EQ(code.find_first_not_of("0123456789"), std::string::npos) << code;
  }
}

TEST_F(CodesTest, every_digit_comes_up_at_every_place) {
  std::vector<std::set<char>> seen(6);
  for (int i = 0; i < 1000; ++i) {
    const std::string code = codes_.issue(alice_).text;
    for (std::size_t place = 0; place < code.size(); ++place)
      seen[place].insert(code[place]);
  }
  for (const auto& digits : seen)
    EXPECT_EQ(digits.size(), 10U);
}

TEST_F(CodesTest, the_code_is_accepted_once) {
  const std::string code = codes_.issue(alice_).text;
  EXPECT_TRUE(codes_.verify(alice_, code));
  EXPECT_FALSE(codes_.verify(alice_, code));
}

TEST_F(CodesTest, a_wrong_code_is_rejected_and_the_right_one_still_accepted) {
  const std::string code = codes_.issue(alice_).text;
  EXPECT_FALSE(codes_.verify(alice_, other_than(code)));
  EXPECT_FALSE(codes_.verify(alice_, ""));
  EXPECT_TRUE(codes_.verify(alice_, code));
}

TEST_F(CodesTest, the_attempt_limit_kills_the_code) {
  const std::string code = codes_.issue(alice_).text;
  for (int i = 0; i < 3; ++i)
    EXPECT_FALSE(codes_.verify(alice_, other_than(code)));
  EXPECT_FALSE(codes_.verify(alice_, code));
  EXPECT_FALSE(codes_.is_running(alice_));
}

TEST_F(CodesTest, the_last_attempt_may_be_the_right_one) {
  const std::string code = codes_.issue(alice_).text;
  for (int i = 0; i < 2; ++i)
    EXPECT_FALSE(codes_.verify(alice_, other_than(code)));
  EXPECT_TRUE(codes_.verify(alice_, code));
}

TEST_F(CodesTest, a_code_lives_for_its_lifetime_and_no_longer) {
  const std::string first = codes_.issue(alice_).text;
  clock_.advance(std::chrono::minutes(5) - std::chrono::milliseconds(1));
  EXPECT_TRUE(codes_.verify(alice_, first));
  const std::string second = codes_.issue(alice_).text;
  clock_.advance(std::chrono::minutes(5));
  EXPECT_FALSE(codes_.verify(alice_, second));
}

TEST_F(CodesTest, a_wrong_attempt_does_not_prolong_the_lifetime) {
  const std::string code = codes_.issue(alice_).text;
  clock_.advance(std::chrono::minutes(4));
  EXPECT_FALSE(codes_.verify(alice_, other_than(code)));
  clock_.advance(std::chrono::minutes(1));
  EXPECT_FALSE(codes_.verify(alice_, code));
}

TEST_F(CodesTest, a_new_code_replaces_the_old_one) {
  const std::string first = codes_.issue(alice_).text;
  std::string second = codes_.issue(alice_).text;
  while (second == first)
    second = codes_.issue(alice_).text;
  EXPECT_FALSE(codes_.verify(alice_, first));
  EXPECT_TRUE(codes_.verify(alice_, second));
}

TEST_F(CodesTest, a_code_is_good_for_its_recipient_only) {
  const std::string code = codes_.issue(alice_).text;
  EXPECT_FALSE(codes_.verify(recipient("bob"), code));
  EXPECT_TRUE(codes_.verify(alice_, code));
}

TEST_F(CodesTest, nothing_is_reissued_without_a_running_code) {
  EXPECT_FALSE(codes_.reissue(alice_));
  const std::string used = codes_.issue(alice_).text;
  ASSERT_TRUE(codes_.verify(alice_, used));
  EXPECT_FALSE(codes_.reissue(alice_));
  static_cast<void>(codes_.issue(alice_));
  clock_.advance(std::chrono::minutes(5));
  EXPECT_FALSE(codes_.reissue(alice_));
}

TEST_F(CodesTest, a_reissued_code_lives_its_own_lifetime) {
  static_cast<void>(codes_.issue(alice_));
  clock_.advance(std::chrono::minutes(4));
  const auto code = codes_.reissue(alice_);
  ASSERT_TRUE(code);
  clock_.advance(std::chrono::minutes(4));
  EXPECT_TRUE(codes_.verify(alice_, code->text));
}

TEST_F(CodesTest, a_reissued_code_keeps_count_of_the_attempts) {
  const std::string first = codes_.issue(alice_).text;
  EXPECT_FALSE(codes_.verify(alice_, other_than(first)));
  const auto second = codes_.reissue(alice_);
  ASSERT_TRUE(second);
  EXPECT_FALSE(codes_.verify(alice_, other_than(second->text)));
  EXPECT_FALSE(codes_.verify(alice_, other_than(second->text)));
  EXPECT_FALSE(codes_.verify(alice_, second->text));
}

TEST_F(CodesTest, withdrawing_ends_that_code_and_not_a_later_one) {
  const IssuedCode first = codes_.issue(alice_);
  codes_.withdraw(alice_, first);
  EXPECT_FALSE(codes_.verify(alice_, first.text));
  const IssuedCode second = codes_.issue(alice_);
  codes_.withdraw(alice_, first);
  EXPECT_TRUE(codes_.verify(alice_, second.text));
}

TEST_F(CodesTest, the_store_never_holds_the_code) {
  const IssuedCode code = codes_.issue(alice_);
  store_.update(alice_, [&](const std::optional<StoredCode>& entry) {
    ASSERT_TRUE(entry);
    EXPECT_EQ(bytes_of(entry->hash).find(code.text), std::string_view::npos);
    EXPECT_NE(entry->hash, hash_({code.text}));  // salted
  });
}

TEST_F(CodesTest, a_full_store_lets_the_oldest_code_go) {
  MemoryStore small(clock_, 2);
  Codes codes({6, std::chrono::minutes(5), 3}, small, hash_, clock_);
  const std::string first = codes.issue(recipient("first")).text;
  clock_.advance(std::chrono::seconds(1));
  const std::string second = codes.issue(recipient("second")).text;
  clock_.advance(std::chrono::seconds(1));
  const std::string third = codes.issue(recipient("third")).text;
  EXPECT_EQ(small.size(), 2U);
  EXPECT_FALSE(codes.verify(recipient("first"), first));
  EXPECT_TRUE(codes.verify(recipient("second"), second));
  EXPECT_TRUE(codes.verify(recipient("third"), third));
}

TEST_F(CodesTest, expired_codes_are_swept_out_of_the_store) {
  for (int i = 0; i < 50; ++i)
    static_cast<void>(codes_.issue(recipient(std::to_string(i))));
  EXPECT_EQ(store_.size(), 50U);
  clock_.advance(std::chrono::minutes(5));
  static_cast<void>(codes_.issue(alice_));
  EXPECT_EQ(store_.size(), 1U);
}

TEST_F(CodesTest, a_hundred_at_once_with_the_right_code_are_one_success) {
  const std::string code = codes_.issue(alice_).text;
  std::atomic<int> accepted = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 100; ++i) {
    threads.emplace_back([&] { accepted += codes_.verify(alice_, code) ? 1 : 0; });
  }
  for (auto& thread : threads)
    thread.join();
  EXPECT_EQ(accepted, 1);
}

}  // namespace
}  // namespace ozibus::server
