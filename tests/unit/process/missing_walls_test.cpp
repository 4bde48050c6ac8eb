// SPDX-License-Identifier: Apache-2.0
// Kernels that have not all walls, or refuse one: played by a filter that stands around the sandbox.
#include <cerrno>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <unistd.h>

#include "tests/fakes/failing_call.h"
#include "tests/unit/process/confined_child.h"

namespace ozibus::process {
namespace {

using fakes::failing;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(MissingWalls, are_a_warning_without_landlock) {
  // EPERM: of a container whose own filter does not know it.
  for (const int error : {ENOSYS, EOPNOTSUPP, EPERM}) {
    EXPECT_THAT(
        in_sandbox([] { return warnings(); }, {.before = failing(SCMP_SYS(landlock_create_ruleset), error)}),
        AllOf(HasSubstr("no Landlock"), Not(HasSubstr("no filter"))));
  }
}

TEST(MissingWalls, are_an_error_when_landlock_refuses) {
  for (const int call : {SCMP_SYS(landlock_add_rule), SCMP_SYS(landlock_restrict_self)}) {
    EXPECT_THAT(in_sandbox([] { return "went on"; }, {.before = failing(call, EPERM)}),
                HasSubstr("no sandbox: Landlock cannot "))
        << call;
  }
}

TEST(MissingWalls, are_an_error_when_rights_cannot_be_given_up) {
  for (const int call : {SCMP_SYS(capset), SCMP_SYS(prlimit64)}) {
    EXPECT_THAT(in_sandbox([] { return "went on"; }, {.before = failing(call, EIO)}),
                HasSubstr("no sandbox: "))
        << call;
  }
  if (::geteuid() != 0) return;
  for (const int call : {SCMP_SYS(setgroups), SCMP_SYS(setresgid), SCMP_SYS(setresuid)}) {
    EXPECT_THAT(in_sandbox([] { return "went on"; }, {.before = failing(call, EPERM)}),
                HasSubstr("no sandbox: cannot become user "))
        << call;
  }
}

}  // namespace
}  // namespace ozibus::process
