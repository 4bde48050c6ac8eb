// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/moment.h"

#include <gtest/gtest.h>

namespace ozibus::ctl::change {
namespace {

using std::chrono::milliseconds;

const Moment kDue{milliseconds(5000), "this-run"};

TEST(Moment, is_over_when_so_much_time_has_passed) {
  EXPECT_FALSE(is_over(kDue, {milliseconds(4999), "this-run"}));
  EXPECT_TRUE(is_over(kDue, {milliseconds(5000), "this-run"}));
}

TEST(Moment, is_over_after_a_restart) {
  EXPECT_TRUE(is_over(kDue, {milliseconds(1), "next-run"}));
}

TEST(Moment, is_over_where_the_kernel_does_not_tell_which_run_this_is) {
  EXPECT_TRUE(is_over({milliseconds(5000), "-"}, {milliseconds(1), "-"}));
}

TEST(Moment, comes_back_from_its_text) {
  EXPECT_EQ(parse_moment(to_text(kDue)), kDue);
  for (const char* text : {"", "5000", "5000 ", "x y", "5000 this run", " this-run"})
    EXPECT_FALSE(parse_moment(text)) << text;
}

TEST(Moment, goes_on_within_one_run) {
  const Moment first = now();
  const Moment second = now();
  EXPECT_EQ(first.boot, second.boot);
  EXPECT_LE(first.uptime, second.uptime);
  EXPECT_NE(first.boot, "-");
}

}  // namespace
}  // namespace ozibus::ctl::change
