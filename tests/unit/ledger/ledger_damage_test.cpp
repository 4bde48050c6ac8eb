// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class LedgerDamage : public LoginBench {
 protected:
  static void overwrite(const std::string& path) {
    std::mt19937 random(1);
    const auto size = std::filesystem::file_size(path);
    std::ofstream file(path, std::ios::binary);
    for (std::size_t i = 0; i < size; ++i)
      file.put(static_cast<char>(random()));
  }
  [[nodiscard]] std::string host_file() const {
    return settings_.state_dir + "/hosts/" + hex(digest_of({"203.0.113.5/32"}));
  }
  // A record as only somebody writes it who has the file open and may do with it what he likes: the checksum
  // is right.
  template <typename Record, typename Forge>
  static void forge(const std::string& path, const std::string& owner, Forge change) {
    const Identity identity{std::string(Record::kFormat), owner};
    Copies copies(sizeof(Record));
    std::ifstream(path, std::ios::binary)
        .read(copies.bytes().data(), static_cast<std::streamsize>(copies.bytes().size()));
    ASSERT_TRUE(copies.check(identity));
    Record record;
    std::memcpy(&record, copies.record().data(), sizeof record);
    change(record);
    Copies forged(identity, {reinterpret_cast<const char*>(&record), sizeof record});
    std::ofstream(path, std::ios::binary)
        .write(forged.bytes().data(), static_cast<std::streamsize>(forged.bytes().size()));
  }
  void give_recovery_codes(const std::string& user) {
    EXPECT_TRUE(Administration(settings_, user, calendar_).replace_recovery_codes({"$y$one", "$y$two"}));
  }
};

TEST_F(LedgerDamage, is_not_reported_of_good_records) {
  EXPECT_THAT(login().damage(), IsEmpty());
  EXPECT_THAT(login().damage(), IsEmpty());
}

TEST_F(LedgerDamage, of_a_users_record_spends_that_users_budget_for_one_window) {
  (void)login();
  overwrite(file_of("alice"));
  Ledger ledger = login();
  EXPECT_THAT(ledger.damage(), StartsWith(file_of("alice") + ": failed its check and was set aside as "));
  EXPECT_EQ(order(ledger), "user over limit for 900000ms");
  Ledger next = login();
  EXPECT_THAT(next.damage(), IsEmpty());
  calendar_.advance(15min - 1ms);
  EXPECT_EQ(order(next), "user over limit for 1ms");
  calendar_.advance(1ms);
  EXPECT_EQ(order(next), "ordered, 4 left");
}

TEST_F(LedgerDamage, of_a_users_record_spends_any_limit_of_that_user) {
  settings_.send_limit = {kMostPerUser, 24h};
  (void)login();
  overwrite(file_of("alice"));
  Ledger ledger = login();
  EXPECT_EQ(order(ledger), "user over limit for 86400000ms");
}

TEST_F(LedgerDamage, of_a_users_record_ends_all_that_would_let_in) {
  settings_.remember = 8h;
  const std::string alice = "alice";
  give_recovery_codes(alice);
  EXPECT_TRUE(Administration(settings_, alice, calendar_).bypass(1h));
  EXPECT_TRUE(login().accept());
  EXPECT_EQ(standing(), "remembered 2 recovery codes");
  overwrite(file_of(alice));
  EXPECT_EQ(standing(), "");
  const auto bypass = bypass_left(settings_.state_dir, alice, calendar_);
  ASSERT_TRUE(bypass);
  EXPECT_FALSE(*bypass);
}

TEST_F(LedgerDamage, is_also_what_cannot_have_happened) {
  constexpr Time kNever = std::numeric_limits<Time>::max();
  using Forge = void (*)(UserRecord&);
  for (const Forge impossible : {
           Forge([](UserRecord& user) { user.sends.add(user.clock.time + 1); }),
           Forge([](UserRecord& user) { user.rejections.add(kNever); }),
           Forge([](UserRecord& user) { user.rejections.add(-1); }),
           Forge([](UserRecord& user) {
             user.rejections.add(1);
             user.rejections.add(0);
           }),
           Forge([](UserRecord& user) { user.sends.count = kMostPerUser + 1; }),
           Forge([](UserRecord& user) { user.running[0].ordered = kNever; }),
           Forge([](UserRecord& user) { user.remembered[0].since = std::numeric_limits<Time>::min(); }),
           Forge([](UserRecord& user) { user.accepted[0].at = kNever; }),
           Forge([](UserRecord& user) { user.bypass_until = user.clock.time + kLongestBypass.count() + 1; }),
           Forge([](UserRecord& user) { user.recovery.count = kMostRecoveryCodes + 1; }),
           Forge([](UserRecord& user) { user.clock.time = kNever; }),
           Forge([](UserRecord& user) { user.clock.wall = std::numeric_limits<Time>::min(); }),
           Forge([](UserRecord& user) { user.clock.since_boot = kNever; }),
       }) {
    (void)login("mallory");
    forge<UserRecord>(file_of("mallory"), "mallory", impossible);
    Ledger ledger = login("mallory");
    EXPECT_THAT(ledger.damage(), HasSubstr("failed its check and was set aside"));
    std::filesystem::remove(file_of("mallory"));
  }
}

TEST_F(LedgerDamage, of_a_host_with_orders_to_come_locks_nobody_out) {
  (void)login();
  forge<HostRecord>(host_file(), "203.0.113.5/32",
                    [](HostRecord& host) { host.sends.fill(host.clock.time + 1'000'000'000); });
  Ledger ledger = login();
  EXPECT_THAT(ledger.damage(), StartsWith(host_file() + ": failed its check"));
  EXPECT_EQ(order(ledger), "ordered, 4 left");
}

TEST_F(LedgerDamage, of_one_user_does_not_touch_others) {
  give_recovery_codes("bob");
  (void)login("alice");
  overwrite(file_of("alice"));
  (void)login("alice");
  EXPECT_EQ(standing("bob"), "2 recovery codes");
  Ledger bob = login("bob");
  EXPECT_THAT(bob.damage(), IsEmpty());
  EXPECT_EQ(order(bob), "ordered, 4 left");
}

TEST_F(LedgerDamage, of_a_hosts_record_refuses_nobody_and_is_reported) {
  Ledger before = login();
  (void)order(before);
  overwrite(host_file());
  Ledger ledger = login();
  EXPECT_THAT(ledger.damage(), StartsWith(host_file() + ": failed its check and was set aside as "));
  EXPECT_EQ(order(ledger), "ordered, 3 left");
  settings_.send_limit_host = {1, 15min};
  Ledger bob = login("bob");
  EXPECT_EQ(order(bob), "host over limit for 900000ms");
}

TEST_F(LedgerDamage, of_both_records_is_reported_of_both) {
  (void)login();
  overwrite(file_of("alice"));
  overwrite(host_file());
  const Ledger ledger = login();
  EXPECT_THAT(ledger.damage(), HasSubstr(file_of("alice") + ": failed its check"));
  EXPECT_THAT(ledger.damage(), HasSubstr(host_file() + ": failed its check"));
}

TEST_F(LedgerDamage, is_noticed_at_each_truncation) {
  (void)login();
  const auto size = std::filesystem::file_size(file_of("alice"));
  for (std::size_t length = 0; length < size; length += 64) {
    std::filesystem::resize_file(file_of("alice"), length);
    Ledger ledger = login("alice", "");
    ASSERT_THAT(ledger.damage(), StartsWith(file_of("alice"))) << length;
    ASSERT_EQ(order(ledger), "user over limit for 900000ms") << length;
  }
}

TEST_F(LedgerDamage, during_a_login_is_an_error_of_every_call) {
  Ledger ledger = login();
  (void)order(ledger);
  (void)attempt(ledger);
  overwrite(file_of("alice"));
  EXPECT_FALSE(ledger.withdraw_order());
  EXPECT_FALSE(ledger.withdraw_attempt());
  EXPECT_THAT(standing(ledger), HasSubstr("fails its check"));
  EXPECT_THAT(order(ledger), HasSubstr("fails its check"));
  EXPECT_THAT(attempt(ledger), HasSubstr("fails its check"));
  EXPECT_FALSE(ledger.accept());
  EXPECT_FALSE(ledger.forget_running());
}

}  // namespace
}  // namespace ozibus::ledger
