// SPDX-License-Identifier: Apache-2.0
#include "helper/process/landlock.h"

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/unique_fd.h"

namespace ozibus::process {
namespace {

// Debian 12's header ends before these two.
constexpr std::uint64_t kTruncate = 1ULL << 14;
constexpr std::uint64_t kIoctlDevice = 1ULL << 15;

tl::unexpected<Error> landlock_failure(const std::string& what) {
  return failure("Landlock cannot " + what + ": " + base::errno_text(errno) +
                 "; look whether something else confines the login service");
}

// All rights that a kernel of that version can take away.
std::uint64_t rights_known_to(long version) {
  // LANDLOCK_ACCESS_FS_EXECUTE to LANDLOCK_ACCESS_FS_MAKE_SYM.
  std::uint64_t rights = (1ULL << 13) - 1;
  if (version >= 2) rights |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) rights |= kTruncate;
  if (version >= 5) rights |= kIoctlDevice;
  return rights;
}

long version_of_kernel() {
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

// Not built into the kernel, not among those that it was started with, or a filter around a container that
// is older than Landlock (systemd-nspawn before 257).
bool is_absence(int error) {
  return error == ENOSYS || error == EOPNOTSUPP || error == EPERM;
}

Result<void> allow_reading(int ruleset, const char* path) {
  // Follows links: the rule is for the file itself, whatever its name.
  const base::UniqueFd file(::open(path, O_PATH | O_CLOEXEC));
  if (!file.valid()) return {};
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return landlock_failure(std::string("look at ") + path);
  landlock_path_beneath_attr rule{};
  rule.parent_fd = file.get();
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
  if (S_ISDIR(status.st_mode)) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  if (::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
    return landlock_failure(std::string("allow reading ") + path);
  }
  return {};
}

}  // namespace

Wall find_landlock() {
  return version_of_kernel() < 0 && is_absence(errno) ? Wall::Absent : Wall::Stands;
}

Result<Wall> confine_to_reading(std::span<const char* const> paths) {
  const long version = version_of_kernel();
  if (version < 0 && is_absence(errno)) return Wall::Absent;
  if (version < 0) return landlock_failure("tell its version");

  landlock_ruleset_attr denied{};
  denied.handled_access_fs = rights_known_to(version);
  const base::UniqueFd ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &denied, sizeof denied, 0)));
  if (!ruleset.valid()) return landlock_failure("make a set of rules");
  for (const char* path : paths) {
    if (const auto allowed = allow_reading(ruleset.get(), path); !allowed) {
      return tl::unexpected(allowed.error());
    }
  }
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return landlock_failure("be entered");
  return Wall::Stands;
}

}  // namespace ozibus::process
