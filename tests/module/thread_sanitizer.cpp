// SPDX-License-Identifier: Apache-2.0
// What ThreadSanitizer has to be told before it can watch the module in a host.
#include <cstdarg>

#include <sched.h>
#include <sys/types.h>

extern "C" {

// The loader's locks are its own, and libaudit writes to a buffer that its threads share. What becomes the
// helper has descriptors of its own, which bear the numbers of the host's.
[[gnu::visibility("default")]] const char* __tsan_default_suppressions() {
  return "called_from_lib:ld-linux\n"
         "called_from_lib:libaudit.so\n"
         "race:become_helper\n";
}

// It takes every clone() for a fork, after which it watches no thread any more. The module's clones share
// the memory of their maker and suspend it, so they are nothing to it: here is libc's own again.
int __clone(int (*function)(void*), void* stack, int flags, void* argument, ...);

[[gnu::visibility("default")]] int clone(int (*function)(void*), void* stack, int flags, void* argument,
                                         ...) noexcept {
  va_list more;
  va_start(more, argument);
  auto* process = va_arg(more, pid_t*);
  va_end(more);
  return __clone(function, stack, flags, argument, process);
}
}
