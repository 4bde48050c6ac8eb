// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/change/stopped_process.h"

#include <csignal>
#include <cstdint>
#include <exception>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ozibus::ctl::change {
namespace {

bool changes_something(const __ptrace_syscall_info& call) {
  switch (call.entry.nr) {
    case SYS_openat:
      return (call.entry.args[2] & O_CREAT) != 0;
#ifdef SYS_open
    case SYS_open:
      return (call.entry.args[1] & O_CREAT) != 0;
    case SYS_rename:
    case SYS_unlink:
    case SYS_mkdir:
    case SYS_rmdir:
#endif
    case SYS_write:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_unlinkat:
    case SYS_mkdirat:
    case SYS_fchown:
    case SYS_fchmod:
    case SYS_fsetxattr:
    case SYS_fsync:
      return true;
    default:
      return false;
  }
}

bool is_at_such_a_call(pid_t process) {
  __ptrace_syscall_info call{};
  const long size = ::ptrace(PTRACE_GET_SYSCALL_INFO, process, sizeof call, &call);
  return size > 0 && call.op == PTRACE_SYSCALL_INFO_ENTRY && changes_something(call);
}

[[noreturn]] void be_child(const std::function<void()>& work) {
  ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  (void)std::raise(SIGSTOP);
  try {
    work();
  } catch (const std::exception&) {
    ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace

Ending run_until_call(int nth, const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) be_child(work);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL), 0);
  for (int calls = 0; WIFSTOPPED(status);) {
    if (is_at_such_a_call(child) && ++calls == nth) (void)::kill(child, SIGKILL);
    (void)::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    if (::waitpid(child, &status, 0) != child) break;
  }
  if (WIFSIGNALED(status)) return Ending::Killed;
  EXPECT_EQ(WEXITSTATUS(status), 0) << "it failed by itself";
  return Ending::Finished;
}

}  // namespace ozibus::ctl::change
