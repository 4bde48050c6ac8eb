// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/recovery.h"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "helper/ledger/user_record.h"

namespace ozibus::ledger {
namespace {

std::string read(std::string_view line) {
  const auto code = read_recovery_code(line);
  return code ? std::string(code->reveal()) : "none";
}

// Making them takes a while.
const RecoverySet& codes() {
  static const auto set = make_recovery_codes(kMostRecoveryCodes);
  if (!set) throw std::runtime_error(set.error().reason);
  return *set;
}

TEST(RecoveryCode, is_three_groups_of_four_letters_and_digits_that_look_like_no_others) {
  ASSERT_EQ(codes().codes.size(), kMostRecoveryCodes);
  for (const Secret& code : codes().codes) {
    const std::string text(code.reveal());
    ASSERT_EQ(text.size(), 14U);
    EXPECT_EQ(text[4], '-');
    EXPECT_EQ(text[9], '-');
    EXPECT_EQ(std::ranges::count(text, '-'), 2);
    EXPECT_EQ(text.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), std::string::npos) << text;
  }
}

TEST(RecoveryCode, is_another_one_each_time) {
  std::set<std::string> texts;
  std::set<char> letters;
  for (const Secret& code : codes().codes) {
    texts.emplace(code.reveal());
    letters.insert(code.reveal().begin(), code.reveal().end());
  }
  EXPECT_EQ(texts.size(), kMostRecoveryCodes);
  // 120 characters out of 32: fewer than 20 kinds would be a wonder.
  EXPECT_GT(letters.size(), 20U);
}

TEST(RecoveryCode, is_kept_as_a_yescrypt_hash_that_fits_into_the_record) {
  std::set<std::string> hashes(codes().hashes.begin(), codes().hashes.end());
  EXPECT_EQ(hashes.size(), kMostRecoveryCodes);
  for (const std::string& hash : hashes) {
    EXPECT_EQ(hash.size(), 73U);
    EXPECT_LE(hash.size(), RecoveryHash{}.size());
    EXPECT_TRUE(hash.starts_with("$y$")) << hash;
  }
}

TEST(RecoveryCode, shares_its_salt_with_its_set_and_with_no_other) {
  const auto salt_of = [](const std::string& hash) { return hash.substr(0, hash.rfind('$')); };
  for (const std::string& hash : codes().hashes)
    EXPECT_EQ(salt_of(hash), salt_of(codes().hashes.front()));
  const auto others = make_recovery_codes(1);
  ASSERT_TRUE(others);
  EXPECT_NE(salt_of(others->hashes.front()), salt_of(codes().hashes.front()));
}

TEST(RecoveryCode, has_the_hash_that_was_kept_of_it) {
  const std::string& salt = codes().hashes.front();
  for (const std::size_t i : {0U, 4U, 9U}) {
    const auto hash = hash_recovery_code(*read_recovery_code(codes().codes[i].reveal()), salt);
    ASSERT_TRUE(hash);
    EXPECT_EQ(*hash, codes().hashes[i]);
  }
  const auto wrong = hash_recovery_code(*read_recovery_code("0000-0000-0000"), salt);
  ASSERT_TRUE(wrong);
  EXPECT_EQ(std::ranges::find(codes().hashes, *wrong), codes().hashes.end());
}

TEST(RecoveryCode, is_read_as_people_type_it) {
  const std::string code = "0123ABCDXYZ9";
  for (const std::string line : {"0123ABCDXYZ9", "0123-ABCD-XYZ9", "0123-abcd-xyz9", " 0123 abcd xyz9 ",
                                 "\t0123ABCD\tXYZ9\t", "01-23aBcD--xYz9-", "o123-abcd-xyz9", "Oi23-ABCD-XYZ9",
                                 "OL23ABCDXYZ9", "0l23ABCDXYZ9", "0I23ABCDXYZ9"})
    EXPECT_EQ(read(line), code) << line;
}

TEST(RecoveryCode, is_nothing_else) {
  using namespace std::string_view_literals;
  for (const std::string_view line : {
           ""sv,
           "-"sv,
           "            "sv,
           "0123ABCDXYZ"sv,    // eleven
           "0123ABCDXYZ99"sv,  // thirteen
           "0123ABCDXYZU"sv,   // no U, which looks like V
           "0123ABCDXYZu"sv,
           "0123ABCDXYZ\0"sv,
           "0123ABCDXYZ9\0"sv,
           "\0000123ABCDXYZ9"sv,
           "0123ABCDXYZ9\n"sv,
           "0123ABCDXYZ\xc3\xa9"sv,
           "0123_ABCD_XYZ9"sv,
           "123456"sv,
       })
    EXPECT_EQ(read(line), "none") << line;
  EXPECT_EQ(read(std::string(100'000, 'A')), "none");
}

TEST(RecoveryCode, cannot_be_hashed_with_what_is_no_hash) {
  for (const std::string setting : {"", "*0", "$y$", "plain"}) {
    const auto hash = hash_recovery_code(*read_recovery_code("0123ABCDXYZ9"), setting);
    if (hash) {
      EXPECT_FALSE(hash->starts_with("*")) << setting;
    } else {
      EXPECT_TRUE(hash.error().reason.starts_with("libcrypt cannot hash a recovery code: ")) << setting;
    }
  }
}

}  // namespace
}  // namespace ozibus::ledger
