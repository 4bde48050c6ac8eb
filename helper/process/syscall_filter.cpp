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

bool enter() {
  std::array<sock_filter, std::size(syscalls::kProgram)> lines{};
  std::ranges::copy(syscalls::kProgram, lines.begin());
  lines[syscalls::kOwnNumberAt].k = static_cast<std::uint32_t>(::getpid());
  const sock_fprog program{static_cast<unsigned short>(lines.size()), lines.data()};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

}  // namespace

Result<Wall> filter_system_calls() {
  if (is_absent()) return Wall::Absent;
  if (!enter()) {
    return failure(std::string("seccomp cannot filter system calls: ") + base::errno_text(errno) +
                   "; look whether something else confines the login service");
  }
  return Wall::Stands;
}

}  // namespace ozibus::process
