// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/sshd_processes.h"

#include <gmock/gmock.h>
#include <unistd.h>

namespace ozibus::ctl::change {
namespace {

using testing::HasSubstr;

TEST(SshdProcesses, are_told_by_their_program_and_not_by_their_name) {
  EXPECT_FALSE(is_own_sshd(::getpid()));
  EXPECT_FALSE(is_sshd({"/home/alice/sshd", 0, 1, {}}));
  EXPECT_FALSE(is_sshd({"/home/alice/sshd-mine", 0, 1, {}}));
}

TEST(SshdProcesses, what_the_kernel_tells_of_this_process_is_so) {
  const auto process = look_up(::getpid());
  ASSERT_TRUE(process);
  EXPECT_EQ(process->user, ::geteuid());
  EXPECT_EQ(process->parent, ::getppid());
  EXPECT_THAT(process->program, HasSubstr("unit_change"));
  EXPECT_GT(process->began.count(), 0);
}

}  // namespace
}  // namespace ozibus::ctl::change
