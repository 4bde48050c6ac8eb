// SPDX-License-Identifier: Apache-2.0
// Preloaded into a host that callgrind counts: valgrind knows fork(2), but not the clone(2) by which
// pam_ozibus/launch.cpp starts a middleman and the helper. The middleman's part runs in the host itself.
#include <cstdarg>

#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" __attribute__((visibility("default"))) int clone(int (*function)(void*), void*, int flags,
                                                            void* argument, ...) noexcept {
  if ((flags & CLONE_PIDFD) == 0) {
    function(argument);
    return ::getpid();
  }
  va_list rest;
  va_start(rest, argument);
  int* const process = va_arg(rest, int*);
  va_end(rest);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(function(argument));
  *process = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  return child;
}
