// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/digest.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::ledger {
namespace {

using namespace std::string_view_literals;

TEST(Digest, is_sha_256_in_hexadecimal) {
  EXPECT_EQ(hex(digest_of({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, tells_parts_from_one_another) {
  const std::set<Digest> digests = {
      digest_of({"ab", "c"}),  digest_of({"a", "bc"}), digest_of({"abc"}),   digest_of({"abc", ""}),
      digest_of({"", "abc"}),  digest_of({"2:ab1:c"}), digest_of({"ABC"}),   digest_of({"a\0c"sv}),
      digest_of({"a\0\0c"sv}), digest_of({"a"}),       digest_of({"a\0"sv}), digest_of({"1:a"}),
  };
  EXPECT_EQ(digests.size(), 12U);
}

TEST(Digest, has_a_short_form_that_tells_the_same) {
  EXPECT_EQ(key_of({"sshd", "203.0.113.5"}), key_of({"sshd", "203.0.113.5"}));
  EXPECT_NE(key_of({"sshd", "203.0.113.5"}), key_of({"sudo", "203.0.113.5"}));
  EXPECT_NE(key_of({"sshd", "203.0.113.5"}), key_of({"sshd2", "03.0.113.5"}));
  EXPECT_NE(key_of({}), Key{});
}

}  // namespace
}  // namespace ozibus::ledger
