// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/attributes.h"

#include <cerrno>
#include <cstddef>
#include <optional>
#include <vector>

#include <sys/stat.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/errno_text.h"

namespace ozibus::ctl::users {
namespace {

constexpr char kAccessList[] = "system.posix_acl_access";
constexpr std::size_t kLargest = 65536;  // of all names together, and of one value (xattr(7))

tl::unexpected<Error> attribute_failure(const std::string& path, const char* what) {
  return failure(path + ": can't keep its " + what + ": " + base::errno_text(errno) +
                 "; change the map with an editor");
}

bool means_none(int error) {
  return error == ENODATA || error == ENOTSUP;
}

// The names, each with a NUL behind it; none on a file system that has no such attributes.
std::optional<std::string> attribute_names(int fd) {
  std::string names(kLargest, '\0');
  const ssize_t size = ::flistxattr(fd, names.data(), names.size());
  if (size < 0) return errno == ENOTSUP ? std::optional(std::string()) : std::nullopt;
  names.resize(static_cast<std::size_t>(size));
  return names;
}

bool copy_attribute(int from, int to, const char* name) {
  std::vector<char> value(kLargest);
  const ssize_t size = ::fgetxattr(from, name, value.data(), value.size());
  return size >= 0 && ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(size), 0) == 0;
}

}  // namespace

Result<void> copy_attributes(int from, int to, const std::string& path) {
  struct stat status {};
  if (::fstat(from, &status) != 0) return attribute_failure(path, "owner");
  // One that the folder hands down to new files.
  if (::fremovexattr(to, kAccessList) != 0 && !means_none(errno)) {
    return attribute_failure(path, "access control list");
  }
  if (::fchown(to, status.st_uid, status.st_gid) != 0) return attribute_failure(path, "owner");
  if (::fchmod(to, status.st_mode & 07777U) != 0) return attribute_failure(path, "mode");
  const auto names = attribute_names(from);
  if (!names) return attribute_failure(path, "extended attributes");
  for (std::size_t at = 0; at < names->size(); at = names->find('\0', at) + 1) {
    const char* name = names->c_str() + at;
    // Without its list the mode would mean something else, and let more people read.
    if (!copy_attribute(from, to, name) && std::string_view(name) == kAccessList) {
      return attribute_failure(path, "access control list");
    }
  }
  return {};
}

}  // namespace ozibus::ctl::users
