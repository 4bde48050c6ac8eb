// SPDX-License-Identifier: Apache-2.0
#include "helper/process/syscall_filter.h"

#include <cerrno>
#include <memory>
#include <span>

#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "helper/process/syscall_rules.h"

namespace ozibus::process {
namespace {

using syscalls::Rule;

struct FreeFilter {
  void operator()(scmp_filter_ctx filter) const noexcept { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FreeFilter>;

// Not built into the kernel, or older than killing a whole process (4.14).
bool is_absent() {
  constexpr std::uint32_t kKill = SECCOMP_RET_KILL_PROCESS;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kKill) != 0 &&
         (errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP);
}

// Like all of libseccomp, returns zero or a negative errno.
int add(const Filter& filter, std::span<const Rule> rules) {
  for (const Rule& rule : rules) {
    const int error =
        ::seccomp_rule_add_array(filter.get(), rule.action, rule.call, rule.count, rule.conditions);
    if (error != 0) return error;
  }
  return 0;
}

int add(const Filter& filter, std::uint32_t action, std::span<const int> calls) {
  for (const int call : calls) {
    if (const int error = ::seccomp_rule_add_array(filter.get(), action, call, 0, nullptr)) return error;
  }
  return 0;
}

int add_rules(const Filter& filter) {
  if (const int error = add(filter, SCMP_ACT_ALLOW, syscalls::kAllowed)) return error;
  if (const int error = add(filter, SCMP_ACT_KILL_PROCESS, syscalls::kKilled)) return error;
  if (const int error = add(filter, syscalls::kConditional)) return error;
  if (const int error = add(filter, syscalls::kRefused)) return error;
  // abort(3) says by its signal what was wrong.
  const Rule to_itself =
      syscalls::allow(SCMP_SYS(tgkill), syscalls::is(0, static_cast<std::uint32_t>(::getpid())));
  return add(filter, {&to_itself, 1});
}

int enter() {
  // What stands in no table, or has arguments that do not, fails as if the kernel did not know it: a library
  // that was updated tries newer calls first, and can do without.
  const Filter filter(::seccomp_init(SCMP_ACT_ERRNO(ENOSYS)));
  if (!filter) return -ENOMEM;
  constexpr struct {
    scmp_filter_attr name;
    std::uint32_t value;
  } kAttributes[] = {
      // System calls of another architecture have other numbers.
      {SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS},
      // A thread that a name service module has started does not stay outside.
      {SCMP_FLTATR_CTL_TSYNC, 1},
      // The kernel's own error, in place of ECANCELED for all.
      {SCMP_FLTATR_API_SYSRAWRC, 1},
  };
  for (const auto& [name, value] : kAttributes) {
    if (const int error = ::seccomp_attr_set(filter.get(), name, value)) return error;
  }
  if (const int error = add_rules(filter)) return error;
  return ::seccomp_load(filter.get());
}

}  // namespace

Wall find_seccomp() {
// The tables lack what others need, the 32-bit ones above all.
#if !defined(__x86_64__) && !defined(__aarch64__)
  return Wall::Absent;
#endif
  return is_absent() ? Wall::Absent : Wall::Stands;
}

Result<Wall> filter_system_calls() {
  if (find_seccomp() == Wall::Absent) return Wall::Absent;
  if (const int error = enter()) {
    return failure(std::string("seccomp cannot filter system calls: ") + base::errno_text(-error) +
                   "; look whether something else confines the login service");
  }
  return Wall::Stands;
}

}  // namespace ozibus::process
