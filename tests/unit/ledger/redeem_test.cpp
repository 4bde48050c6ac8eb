// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "helper/ledger/recovery.h"
#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

class Redeem : public LoginBench {
 protected:
  Redeem() {
    auto set = make_recovery_codes(3);
    if (!set) throw std::runtime_error(set.error().reason);
    set_ = std::move(*set);
    EXPECT_TRUE(administration_.replace_recovery_codes(set_.hashes));
  }

  static std::string redeem(Ledger& ledger, std::string_view typed) {
    const auto left = ledger.redeem(*read_recovery_code(typed));
    if (!left) return left.error().reason;
    return *left ? std::to_string(**left) + " left" : "wrong";
  }
  static std::string content(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
  }
  std::string redeem(std::string_view typed, const std::string& user = "alice") {
    Ledger ledger = login(user);
    return redeem(ledger, typed);
  }

  const std::string alice_ = "alice";
  Administration administration_{settings_, alice_, calendar_};
  RecoverySet set_;
};

TEST_F(Redeem, takes_each_code_once_in_any_order) {
  EXPECT_EQ(standing(), "3 recovery codes");
  EXPECT_EQ(redeem(set_.codes[1].reveal()), "2 left");
  EXPECT_EQ(redeem(set_.codes[1].reveal()), "wrong");
  EXPECT_EQ(redeem(set_.codes[2].reveal()), "1 left");
  EXPECT_EQ(standing(), "1 recovery codes");
  EXPECT_EQ(redeem(set_.codes[2].reveal()), "wrong");
  EXPECT_EQ(redeem(set_.codes[0].reveal()), "0 left");
  for (const Secret& code : set_.codes)
    EXPECT_EQ(redeem(code.reveal()), "wrong");
  EXPECT_EQ(standing(), "");
}

TEST_F(Redeem, takes_a_code_once_in_one_login) {
  Ledger ledger = login();
  EXPECT_EQ(redeem(ledger, set_.codes[0].reveal()), "2 left");
  EXPECT_EQ(redeem(ledger, set_.codes[0].reveal()), "wrong");
}

TEST_F(Redeem, takes_no_wrong_code_and_uses_none_up) {
  EXPECT_EQ(redeem("0000-0000-0000"), "wrong");
  EXPECT_EQ(standing(), "3 recovery codes");
}

TEST_F(Redeem, takes_no_code_of_another_user) {
  EXPECT_EQ(redeem(set_.codes[0].reveal(), "bob"), "wrong");
  const std::string bob = "bob";
  const auto others = make_recovery_codes(2);
  ASSERT_TRUE(others && Administration(settings_, bob, calendar_).replace_recovery_codes(others->hashes));
  EXPECT_EQ(redeem(set_.codes[0].reveal(), "bob"), "wrong");
  EXPECT_EQ(redeem(others->codes[0].reveal(), "alice"), "wrong");
  EXPECT_EQ(redeem(others->codes[0].reveal(), "bob"), "1 left");
}

TEST_F(Redeem, takes_no_code_of_a_set_that_was_replaced) {
  const auto others = make_recovery_codes(1);
  ASSERT_TRUE(others && administration_.replace_recovery_codes(others->hashes));
  EXPECT_EQ(redeem(set_.codes[0].reveal()), "wrong");
  EXPECT_EQ(redeem(others->codes[0].reveal()), "0 left");
}

TEST_F(Redeem, takes_no_code_that_was_revoked_also_during_the_login) {
  Ledger ledger = login();
  ASSERT_TRUE(administration_.replace_recovery_codes({}));
  EXPECT_EQ(redeem(ledger, set_.codes[0].reveal()), "wrong");
  EXPECT_EQ(standing(), "");
}

TEST_F(Redeem, does_not_need_the_codes_on_the_disk) {
  (void)redeem(set_.codes[0].reveal());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(settings_.state_dir)) {
    if (entry.is_directory()) continue;
    const std::string bytes = content(entry.path());
    for (const Secret& code : set_.codes) {
      EXPECT_EQ(bytes.find(code.reveal()), std::string::npos);
      EXPECT_EQ(bytes.find(read_recovery_code(code.reveal())->reveal()), std::string::npos);
    }
  }
}

TEST_F(Redeem, settles_a_login_as_an_accepted_code_does) {
  settings_.remember = std::chrono::hours(8);
  settings_.lockout = {2, std::chrono::hours(1)};
  Ledger ledger = login();
  (void)order(ledger);
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_EQ(redeem(ledger, "0000-0000-0000"), "wrong");
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_EQ(redeem(ledger, set_.codes[0].reveal()), "2 left");
  EXPECT_EQ(standing(), "remembered 2 recovery codes");
  EXPECT_EQ(order(ledger, std::chrono::seconds(20)), "ordered, 3 left");
  EXPECT_EQ(attempt(ledger), "judged");
  EXPECT_EQ(attempt(ledger), "locked for 3600000ms");
}

TEST_F(Redeem, leaves_no_hash_of_a_code_that_is_used_up) {
  for (const std::size_t used : {0U, 2U, 1U}) {
    EXPECT_NE(content(file_of("alice")).find(set_.hashes[used]), std::string::npos);
    (void)redeem(set_.codes[used].reveal());
    EXPECT_EQ(content(file_of("alice")).find(set_.hashes[used]), std::string::npos);
  }
}

}  // namespace
}  // namespace ozibus::ledger
