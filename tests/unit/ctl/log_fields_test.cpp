// SPDX-License-Identifier: Apache-2.0
#include "ctl/log_fields.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/log_line.h"

namespace ozibus::ctl {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(LogFields, are_what_was_written) {
  std::string all;
  for (int c = 0; c < 256; ++c)
    all += static_cast<char>(c);
  base::LogLine line;
  line.add("a", "plain").add("b", "").add("c", all, 600).add("d", " \"x=y\" \\").add("e", 7);
  EXPECT_THAT(read_fields(line.view()), ElementsAre(Pair("a", "plain"), Pair("b", ""), Pair("c", all),
                                                    Pair("d", " \"x=y\" \\"), Pair("e", "7")));
}

TEST(LogFields, are_none_in_a_line_that_is_not_made_of_them) {
  for (const char* line : {"", "words", "words user=alice", "a=\"open", "a=\"x\\", "a=\"\\x4\"",
                           "a=\"\\xzz\"", "=x", "a=\"x\"y b=2"}) {
    EXPECT_THAT(read_fields(line), IsEmpty()) << line;
  }
}

TEST(LogFields, the_first_of_two_with_one_key_counts) {
  EXPECT_THAT(read_fields("user=alice user=root"), ElementsAre(Pair("user", "alice")));
}

}  // namespace
}  // namespace ozibus::ctl
