// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;

class RunningCodes : public LoginBench {
 protected:
  std::string order_by(const std::string& user, const std::string& rhost, const std::string& service,
                       std::chrono::milliseconds span = 20s) {
    Ledger ledger = login(user, rhost, service);
    return order(ledger, span);
  }
};

TEST_F(RunningCodes, are_the_answer_to_the_next_login_of_the_same_client) {
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "ordered, 4 left");
  calendar_.advance(7s);
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "running for 7000ms, 4 left");
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "running for 7000ms, 4 left");
}

TEST_F(RunningCodes, say_where_they_were_sent_and_through_which_service) {
  Ledger first = login();
  ASSERT_TRUE(first.begin_order("alice@example.com", 3, 20s));
  Ledger second = login();
  const auto answer = second.begin_order("+61400000001", 0, 20s);
  ASSERT_TRUE(answer);
  const auto* running = std::get_if<RunningCode>(&*answer);
  ASSERT_NE(running, nullptr);
  EXPECT_EQ(running->contact, contact_key("alice@example.com"));
  EXPECT_NE(running->contact, contact_key("+61400000001"));
  EXPECT_EQ(running->base_url, 3U);
}

TEST_F(RunningCodes, are_those_of_the_same_user_service_and_client_only) {
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "ordered, 4 left");
  EXPECT_EQ(order_by("bob", kHost, "sshd"), "ordered, 4 left");
  EXPECT_EQ(order_by("alice", kHost, "sudo"), "ordered, 3 left");
  EXPECT_EQ(order_by("alice", "203.0.113.6", "sshd"), "ordered, 2 left");
  EXPECT_EQ(order_by("alice", "client.example", "sshd"), "ordered, 1 left");
  EXPECT_EQ(order_by("alice", "client.example", "sshd"), "running for 0ms, 1 left");
  EXPECT_EQ(order_by("alice", "::ffff:203.0.113.5", "sshd"), "running for 0ms, 1 left");
}

TEST_F(RunningCodes, of_a_v6_client_are_those_of_its_address_and_not_of_its_network) {
  EXPECT_EQ(order_by("alice", "2001:db8::1", "sshd"), "ordered, 4 left");
  EXPECT_EQ(order_by("alice", "2001:DB8:0::1", "sshd"), "running for 0ms, 4 left");
  EXPECT_EQ(order_by("alice", "2001:db8::2", "sshd"), "ordered, 3 left");
}

TEST_F(RunningCodes, count_within_the_span_only) {
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "ordered, 4 left");
  calendar_.advance(20s - 1ms);
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "running for 19999ms, 4 left");
  calendar_.advance(1ms);
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "ordered, 3 left");
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "running for 0ms, 3 left");
  EXPECT_EQ(order_by("alice", kHost, "sshd", 0s), "ordered, 2 left");
}

TEST_F(RunningCodes, are_asked_for_also_by_who_could_order_none) {
  settings_.send_limit = {1, 15min};
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "ordered, 0 left");
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "running for 0ms, 0 left");
}

TEST_F(RunningCodes, end_when_they_are_forgotten) {
  Ledger ledger = login();
  (void)order(ledger);
  EXPECT_TRUE(ledger.forget_running());
  EXPECT_EQ(order(ledger, 20s), "ordered, 3 left");
}

TEST_F(RunningCodes, of_other_clients_stay_when_one_is_forgotten) {
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "ordered, 4 left");
  EXPECT_EQ(order_by("alice", kHost, "sudo"), "ordered, 3 left");
  Ledger ledger = login("alice", kHost, "sudo");
  EXPECT_TRUE(ledger.forget_running());
  EXPECT_TRUE(ledger.forget_running());
  EXPECT_EQ(order_by("alice", kHost, "sshd"), "running for 0ms, 3 left");
}

TEST_F(RunningCodes, end_when_one_was_accepted_or_its_order_withdrawn) {
  Ledger ledger = login();
  (void)order(ledger);
  EXPECT_TRUE(ledger.accept());
  EXPECT_EQ(order(ledger, 20s), "ordered, 3 left");
  EXPECT_TRUE(ledger.withdraw_order());
  EXPECT_EQ(order(ledger, 20s), "ordered, 3 left");
}

TEST_F(RunningCodes, outlive_a_rejected_code) {
  Ledger ledger = login();
  (void)order(ledger);
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_EQ(order(ledger, 20s), "running for 0ms, 4 left");
}

TEST_F(RunningCodes, of_the_longest_ago_make_room_for_new_ones) {
  settings_.send_limit = {50, 15min};
  for (std::size_t i = 0; i <= kMostRunning; ++i) {
    EXPECT_TRUE(order_by("alice", "", "service" + std::to_string(i)).starts_with("ordered"));
    calendar_.advance(1ms);
  }
  for (std::size_t i = 1; i <= kMostRunning; ++i)
    EXPECT_TRUE(order_by("alice", "", "service" + std::to_string(i)).starts_with("running")) << i;
  EXPECT_TRUE(order_by("alice", "", "service0").starts_with("ordered"));
}

}  // namespace
}  // namespace ozibus::ledger
