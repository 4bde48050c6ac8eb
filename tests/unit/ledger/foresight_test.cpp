// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/foresight.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Foresight : public LoginBench {
 protected:
  [[nodiscard]] Result<Prospect> look(std::chrono::milliseconds span = {}) const {
    return foresee(settings_, {"alice", "sshd", kHost}, calendar_, span);
  }
  [[nodiscard]] std::map<std::string, std::string> state() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(settings_.state_dir)) {
      std::ostringstream contents;
      if (entry.is_regular_file()) contents << std::ifstream(entry.path()).rdbuf();
      files[entry.path()] = contents.str();
    }
    return files;
  }
  // The look tells what a login is then told, and leaves the state as it was.
  void expect_that_it_comes_true(std::chrono::milliseconds span = {}) const {
    const auto before = state();
    const auto prospect = look(span);
    ASSERT_TRUE(prospect) << prospect.error().reason;
    EXPECT_EQ(state(), before);
    Ledger ledger = login();
    const auto standing = ledger.standing();
    ASSERT_TRUE(standing);
    EXPECT_EQ(prospect->standing.remembered_for, standing->remembered_for);
    EXPECT_EQ(prospect->standing.locked_for, standing->locked_for);
    EXPECT_EQ(prospect->standing.recovery_codes, standing->recovery_codes);
    EXPECT_EQ(prospect->damage.empty(), ledger.damage().empty());
    EXPECT_EQ(text_of(prospect->order), order(ledger, span));
  }
};

TEST_F(Foresight, of_a_user_whom_nobody_knows_makes_no_record) {
  expect_that_it_comes_true();
}

TEST_F(Foresight, sees_the_users_limit) {
  for (int i = 0; i < 5; ++i) {
    expect_that_it_comes_true();
    calendar_.advance(10s);
  }
  expect_that_it_comes_true();
}

TEST_F(Foresight, sees_the_hosts_limit) {
  settings_.send_limit_host = {1, 10min};
  Ledger bob = login("bob");
  (void)order(bob);
  expect_that_it_comes_true();
}

TEST_F(Foresight, sees_a_code_that_is_running) {
  Ledger ledger = login();
  (void)order(ledger);
  calendar_.advance(5s);
  expect_that_it_comes_true(20s);
  calendar_.advance(15s);
  expect_that_it_comes_true(20s);
}

TEST_F(Foresight, sees_a_lock) {
  Ledger ledger = login();
  for (int i = 0; i < 10; ++i)
    (void)attempt(ledger);
  calendar_.advance(1min);
  EXPECT_EQ(look()->standing.locked_for, 59min);
  expect_that_it_comes_true();
}

TEST_F(Foresight, sees_until_when_the_address_is_remembered) {
  settings_.remember = 8h;
  Ledger ledger = login();
  ASSERT_TRUE(ledger.accept());
  calendar_.advance(1h);
  EXPECT_EQ(look()->standing.remembered_for, 7h);
  expect_that_it_comes_true();
  calendar_.advance(7h);
  EXPECT_EQ(look()->standing.remembered_for, std::nullopt);
  expect_that_it_comes_true();
}

TEST_F(Foresight, after_a_restart_of_the_machine_changes_no_record) {
  Ledger ledger = login();
  (void)order(ledger);
  calendar_.restart(1min);
  expect_that_it_comes_true();
}

TEST_F(Foresight, of_a_damaged_record_is_a_spent_budget_and_leaves_it_there) {
  (void)login();
  std::ofstream(file_of("alice")) << "damage";
  EXPECT_THAT(look()->damage, HasSubstr(file_of("alice")));
  expect_that_it_comes_true();
}

TEST_F(Foresight, of_a_hosts_damaged_record_is_a_fresh_one) {
  (void)login();
  for (const auto& host : std::filesystem::directory_iterator(settings_.state_dir + "/hosts"))
    std::ofstream(host.path()) << "damage";
  EXPECT_THAT(look()->damage, HasSubstr("/hosts/"));
  expect_that_it_comes_true();
}

TEST_F(Foresight, is_none_where_others_could_have_written_the_state) {
  (void)login();
  ASSERT_EQ(::chmod(file_of("alice").c_str(), 0666), 0);
  const auto prospect = look();
  ASSERT_FALSE(prospect);
  EXPECT_THAT(prospect.error().reason, HasSubstr("chmod 600"));
}

}  // namespace
}  // namespace ozibus::ledger
