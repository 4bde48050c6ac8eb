// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

class Bypass : public LoginBench {
 protected:
  [[nodiscard]] std::string left(const std::string& user = "alice") const {
    const auto left = bypass_left(settings_.state_dir, user, calendar_);
    if (!left) return left.error().reason;
    return *left ? std::to_string((*left)->count()) + "ms" : "none";
  }
  [[nodiscard]] std::size_t records() const {
    const auto folder = settings_.state_dir + "/users";
    if (!std::filesystem::exists(folder)) return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
  }

  const std::string alice_ = "alice";
  Administration administration_{settings_, alice_, calendar_};
};

TEST_F(Bypass, is_none_of_a_user_without_one_and_asking_makes_no_record) {
  for (const std::string user : {"alice", "", "../../etc/passwd", "nobody-knows-me"})
    EXPECT_EQ(left(user), "none") << user;
  EXPECT_EQ(records(), 0U);
  (void)login();
  EXPECT_EQ(left(), "none");
  EXPECT_EQ(records(), 1U);
}

TEST_F(Bypass, is_for_a_user_without_a_record_too) {
  EXPECT_TRUE(administration_.bypass(1h));
  EXPECT_EQ(left(), "3600000ms");
  EXPECT_EQ(left("bob"), "none");
}

TEST_F(Bypass, ends_by_itself) {
  EXPECT_TRUE(administration_.bypass(1h));
  calendar_.advance(1h - 1ms);
  EXPECT_EQ(left(), "1ms");
  calendar_.advance(1ms);
  EXPECT_EQ(left(), "none");
}

TEST_F(Bypass, is_ended_by_zero) {
  EXPECT_TRUE(administration_.bypass(1h));
  EXPECT_TRUE(administration_.bypass(0s));
  EXPECT_EQ(left(), "none");
}

TEST_F(Bypass, is_the_last_one_that_was_given) {
  EXPECT_TRUE(administration_.bypass(1h));
  EXPECT_TRUE(administration_.bypass(5min));
  EXPECT_EQ(left(), "300000ms");
}

TEST_F(Bypass, changes_no_budget_and_no_lock) {
  settings_.lockout = {1, 1h};
  Ledger ledger = login();
  (void)order(ledger);
  (void)attempt(ledger);
  EXPECT_TRUE(administration_.bypass(1h));
  EXPECT_EQ(standing(ledger), "locked for 3600000ms");
  EXPECT_EQ(order(ledger), "ordered, 3 left");
  EXPECT_EQ(left(), "3600000ms");
}

TEST_F(Bypass, is_none_when_the_state_cannot_be_read) {
  EXPECT_TRUE(administration_.bypass(1h));
  folder_.write("state/users/" + hex(digest_of({"alice"})), "garbage");
  EXPECT_FALSE(bypass_left(settings_.state_dir, "alice", calendar_));
  EXPECT_FALSE(bypass_left(folder_.path("missing"), "alice", calendar_));
}

}  // namespace
}  // namespace ozibus::ledger
