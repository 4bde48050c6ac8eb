// SPDX-License-Identifier: Apache-2.0
#include "ctl/inherited.h"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"

namespace ozibus::ctl {
namespace {

tl::unexpected<Error> system_failure(const std::string& what) {
  return failure("cannot " + what + ": " + base::errno_text(errno));
}

// A file takes the lowest number that is free. What is opened here for reading can't be printed to.
Result<void> fill_closed_streams() {
  int fd = STDIN_FILENO;
  while (fd <= STDERR_FILENO) {
    fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return system_failure("open /dev/null");
  }
  ::close(fd);
  return {};
}

}  // namespace

Result<void> give_up_inherited() {
  if (auto filled = fill_closed_streams(); !filled) return filled;
  (void)::signal(SIGPIPE, SIG_IGN);
  // Or nobody could be told how a program ended that was started here.
  (void)::signal(SIGCHLD, SIG_DFL);
  ::umask(077);
  if (::clearenv() != 0) return failure("cannot clear the environment");
  const rlimit no_core{0, 0};
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || ::setrlimit(RLIMIT_CORE, &no_core) != 0) {
    return system_failure("forbid core dumps");
  }
  return {};
}

}  // namespace ozibus::ctl
