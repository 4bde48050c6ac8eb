// SPDX-License-Identifier: Apache-2.0
#include "helper/process/syscall_filter.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <iterator>

#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "helper/process/syscall_program.h"

namespace ozibus::process {
namespace {

// Not built into the kernel, or older than killing a whole process (4.14).
bool is_absent() {
  constexpr std::uint32_t kKill = SECCOMP_RET_KILL_PROCESS;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kKill) != 0 &&
         (errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP);
}

// Zero or an errno.
int enter() {
  std::array<sock_filter, std::size(syscalls::kProgram)> lines{};
  std::ranges::copy(syscalls::kProgram, lines.begin());
  lines[syscalls::kOwnNumberAt].k = static_cast<std::uint32_t>(::getpid());
  const sock_fprog program{static_cast<unsigned short>(lines.size()), lines.data()};
  // A thread that a name service module has started does not stay outside.
  const long result = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
  if (result < 0) return errno;
  // Or the number of a thread that did.
  return result == 0 ? 0 : ESRCH;
}

}  // namespace

Wall find_seccomp() {
  return is_absent() ? Wall::Absent : Wall::Stands;
}

Result<Wall> filter_system_calls() {
  if (find_seccomp() == Wall::Absent) return Wall::Absent;
  if (const int error = enter()) {
    return failure(std::string("seccomp cannot filter system calls: ") + base::errno_text(error) +
                   "; look whether something else confines the login service");
  }
  return Wall::Stands;
}

}  // namespace ozibus::process
