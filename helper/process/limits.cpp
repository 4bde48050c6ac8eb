// SPDX-License-Identifier: Apache-2.0
#include "helper/process/limits.h"

#include <cerrno>

#include <sys/resource.h>

#include "base/errno_text.h"

namespace ozibus::process {
namespace {

struct Ceiling {
  decltype(RLIMIT_CORE) resource;
  rlim_t most;
};

constexpr Ceiling kCeilings[] = {
    {RLIMIT_CORE, 0},
    // A login has ten open at most.
    {RLIMIT_NOFILE, 64},
    // A user's record, the largest file that is open to be written.
    {RLIMIT_FSIZE, 8192},
    // Counted over all helpers together, which have two each while names are looked up, and over dead ones
    // whose parent has not asked after them: whoever calls sudo can be that parent, so it has to be more than
    // he may have of processes. A thread is all that the filter of system calls lets them start, so this only
    // ends what would fill the machine with threads.
    {RLIMIT_NPROC, 65536},
// Sanitizers reserve terabytes of addresses.
#ifndef OZIBUS_SANITIZERS
    // A login takes 60 MiB, most of it libraries, and each thread whose name server is silent another 8 MiB.
    {RLIMIT_AS, rlim_t{512} * 1024 * 1024},
#endif
};

}  // namespace

Result<void> limit_resources() {
  for (const auto& [resource, most] : kCeilings) {
    const rlimit wanted{most, most};
    // EPERM: the host has limited it further, and only root can raise that.
    if (::setrlimit(resource, &wanted) != 0 && errno != EPERM) {
      return failure(std::string("cannot limit what the helper can use up: ") + base::errno_text(errno));
    }
  }
  return {};
}

}  // namespace ozibus::process
