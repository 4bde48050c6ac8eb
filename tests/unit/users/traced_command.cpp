// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/users/traced_command.h"

#include <cerrno>
#include <stdexcept>

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ozibus::ctl::users {
namespace {

[[noreturn]] void become(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words)
    arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  (void)::dup2(nowhere, STDOUT_FILENO);
  (void)::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw std::runtime_error("waitpid");
  }
  return status;
}

// The call that the child has stopped at. At its end the kernel tells no number: it is that of the beginning.
long call_of(pid_t child, long before) {
  __ptrace_syscall_info info{};
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) < 0) throw std::runtime_error("ptrace");
  return info.op == PTRACE_SYSCALL_INFO_ENTRY ? static_cast<long>(info.entry.nr) : before;
}

}  // namespace

Trace run_traced(const std::vector<std::string>& words, std::size_t most) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) become(words);
  Trace trace{{}, wait_for(child)};
  (void)::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  while (WIFSTOPPED(trace.status)) {
    const bool is_call = WSTOPSIG(trace.status) == (SIGTRAP | 0x80);
    if (is_call) trace.calls.push_back(call_of(child, trace.calls.empty() ? -1 : trace.calls.back()));
    if (trace.calls.size() == most) (void)::kill(child, SIGKILL);
    (void)::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    trace.status = wait_for(child);
  }
  return trace;
}

}  // namespace ozibus::ctl::users
