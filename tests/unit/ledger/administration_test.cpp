// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/administration.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;
using testing::StartsWith;

class AdministrationTest : public LoginBench {
 protected:
  [[nodiscard]] Overview overview() const {
    const auto overview = administration_.overview();
    if (!overview || !*overview) throw std::runtime_error("no overview");
    return **overview;
  }
  void lock() {
    settings_.lockout = {2, 1h};
    Ledger ledger = login();
    (void)order(ledger);
    (void)attempt(ledger);
    (void)attempt(ledger);
  }

  const std::string alice_ = "alice";
  Administration administration_{settings_, alice_, calendar_};
};

TEST_F(AdministrationTest, overview_is_nothing_for_a_user_without_a_record_and_makes_none) {
  const auto overview = administration_.overview();
  ASSERT_TRUE(overview);
  EXPECT_FALSE(*overview);
  EXPECT_FALSE(std::filesystem::exists(file_of("alice")));
}

TEST_F(AdministrationTest, overview_shows_what_counts_now) {
  lock();
  settings_.remember = 8h;
  EXPECT_TRUE(login().accept());
  EXPECT_TRUE(login("alice", "198.51.100.1").accept());
  EXPECT_TRUE(administration_.bypass(10min));
  EXPECT_TRUE(administration_.replace_recovery_codes({"$y$one", "$y$two", "$y$three"}));
  calendar_.advance(1min);

  const Overview seen = overview();
  EXPECT_EQ(seen.sends, 1);
  EXPECT_EQ(seen.rejections, 2);
  EXPECT_EQ(seen.locked_for, 59min);
  EXPECT_EQ(seen.bypass_left, 9min);
  EXPECT_EQ(seen.remembered, 2);
  EXPECT_EQ(seen.recovery_codes, 3);
  EXPECT_EQ(seen.recovery_codes_made, 3);
  EXPECT_EQ(seen.recovery_made_at, std::chrono::floor<std::chrono::seconds>(calendar_.now().wall) - 1min);
}

TEST_F(AdministrationTest, overview_does_not_show_what_has_passed) {
  lock();
  settings_.remember = 8h;
  EXPECT_TRUE(login().accept());
  EXPECT_TRUE(administration_.bypass(10min));
  calendar_.advance(9h);
  const Overview seen = overview();
  EXPECT_EQ(seen.sends, 0);
  EXPECT_EQ(seen.rejections, 0);
  EXPECT_EQ(seen.locked_for, std::nullopt);
  EXPECT_EQ(seen.bypass_left, std::nullopt);
  EXPECT_EQ(seen.remembered, 0);
}

TEST_F(AdministrationTest, overview_of_a_damaged_record_is_an_error_and_leaves_it) {
  (void)login();
  folder_.write("state/users/" + hex(digest_of({"alice"})), "garbage");
  const auto overview = administration_.overview();
  ASSERT_FALSE(overview);
  EXPECT_THAT(overview.error().reason, StartsWith(file_of("alice") + ": fails its check"));
  EXPECT_EQ(std::filesystem::file_size(file_of("alice")), 7U);
}

TEST_F(AdministrationTest, unlock_ends_a_lock_and_gives_the_budget_back_at_once) {
  lock();
  Ledger under_way = login();
  EXPECT_EQ(attempt(under_way), "locked for 3600000ms");
  const auto done = administration_.unlock();
  ASSERT_TRUE(done);
  EXPECT_FALSE(*done);
  EXPECT_EQ(attempt(under_way), "judged");
  EXPECT_EQ(order(under_way), "ordered, 4 left");
}

TEST_F(AdministrationTest, unlock_leaves_the_rest_and_other_users) {
  settings_.remember = 8h;
  EXPECT_TRUE(administration_.replace_recovery_codes({"$y$one"}));
  EXPECT_TRUE(login().accept());
  Ledger bob = login("bob");
  (void)order(bob);
  EXPECT_TRUE(administration_.unlock());
  EXPECT_EQ(standing(), "remembered 1 recovery codes");
  EXPECT_EQ(order(bob), "ordered, 3 left");
}

TEST_F(AdministrationTest, forgets_the_addresses) {
  settings_.remember = 8h;
  EXPECT_TRUE(login().accept());
  EXPECT_EQ(standing(), "remembered");
  EXPECT_TRUE(administration_.forget_addresses());
  EXPECT_EQ(standing(), "");
}

TEST_F(AdministrationTest, replaces_and_revokes_recovery_codes) {
  EXPECT_TRUE(administration_.replace_recovery_codes({"$y$one", "$y$two"}));
  EXPECT_TRUE(administration_.replace_recovery_codes({"$y$three"}));
  EXPECT_EQ(standing(), "1 recovery codes");
  EXPECT_TRUE(administration_.replace_recovery_codes({}));
  EXPECT_EQ(standing(), "");
  EXPECT_EQ(overview().recovery_codes_made, 0);
}

TEST_F(AdministrationTest, refuses_recovery_codes_that_do_not_fit_and_keeps_those_there_are) {
  EXPECT_TRUE(administration_.replace_recovery_codes({"$y$one"}));
  EXPECT_FALSE(
      administration_.replace_recovery_codes(std::vector<std::string>(kMostRecoveryCodes + 1, "$y$x")));
  EXPECT_FALSE(administration_.replace_recovery_codes({std::string(RecoveryHash{}.size() + 1, 'x')}));
  EXPECT_EQ(standing(), "1 recovery codes");
  EXPECT_TRUE(administration_.replace_recovery_codes(std::vector<std::string>(kMostRecoveryCodes, "$y$x")));
  EXPECT_EQ(standing(), "10 recovery codes");
}

TEST_F(AdministrationTest, knows_when_a_code_was_accepted_for_which_service) {
  EXPECT_EQ(administration_.accepted_ago("sshd").value(), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(file_of("alice")));
  Ledger alice = login();
  (void)order(alice);
  EXPECT_EQ(attempt(alice), "judged");
  EXPECT_EQ(administration_.accepted_ago("sshd").value(), std::nullopt);
  EXPECT_TRUE(alice.accept());
  calendar_.advance(5min);
  EXPECT_TRUE(login("alice", "", "sudo").accept());
  EXPECT_TRUE(login("bob", "", "su").accept());
  EXPECT_EQ(administration_.accepted_ago("sshd").value(), 5min);
  EXPECT_EQ(administration_.accepted_ago("sudo").value(), 0min);
  EXPECT_EQ(administration_.accepted_ago("su").value(), std::nullopt);
}

TEST_F(AdministrationTest, knows_of_the_last_services_for_which_a_code_was_accepted) {
  for (std::size_t i = 0; i <= kMostServices; ++i) {
    calendar_.advance(1min);
    EXPECT_TRUE(login("alice", kHost, "service" + std::to_string(i)).accept());
  }
  EXPECT_EQ(administration_.accepted_ago("service0").value(), std::nullopt);
  EXPECT_EQ(administration_.accepted_ago("service1").value(), 1min * (kMostServices - 1));
}

TEST_F(AdministrationTest, sets_a_damaged_record_aside_and_says_so) {
  (void)login();
  folder_.write("state/users/" + hex(digest_of({"alice"})), "garbage");
  const auto done = administration_.bypass(1h);
  ASSERT_TRUE(done && *done);
  EXPECT_THAT(**done, StartsWith(file_of("alice") + ": failed its check and was set aside as "));
  EXPECT_EQ(overview().bypass_left, 1h);
  EXPECT_EQ(overview().sends, settings_.send_limit.count);
}

}  // namespace
}  // namespace ozibus::ledger
