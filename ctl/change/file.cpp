// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/unique_fd.h"
#include "base/write_all.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ctl::change {
namespace {

using base::UniqueFd;

constexpr std::size_t kMostBytes = std::size_t{1024} * 1024;
constexpr std::size_t kMostAttribute = 65536;  // the kernel's limits, XATTR_SIZE_MAX and XATTR_LIST_MAX

tl::unexpected<Error> disk_failure(const std::string& path, const char* what) {
  return failure(path + ": cannot be " + what + ": " + base::errno_text(errno) +
                 "; see that the disk is there, writable and not full");
}

Result<std::map<std::string, std::string>> read_attributes(int fd, const std::string& path) {
  std::map<std::string, std::string> attributes;
  std::string names(kMostAttribute, '\0');
  const ssize_t size = ::flistxattr(fd, names.data(), names.size());
  if (size < 0 && errno == ENOTSUP) return attributes;
  if (size < 0) return disk_failure(path, "read");
  std::string_view rest(names.data(), static_cast<std::size_t>(size));
  while (!rest.empty()) {
    const std::string name(rest.substr(0, rest.find('\0')));
    rest.remove_prefix(name.size() + 1);
    std::string value(kMostAttribute, '\0');
    const ssize_t length = ::fgetxattr(fd, name.c_str(), value.data(), value.size());
    if (length < 0) return disk_failure(path, "read");
    value.resize(static_cast<std::size_t>(length));
    attributes.emplace(name, std::move(value));
  }
  return attributes;
}

// Some belong to the kernel, and not every file system has them: a file without is better than none.
bool write_attributes(int fd, const File& file) {
  for (const auto& [name, value] : file.attributes) {
    if (::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0) == 0) continue;
    if (errno != ENOTSUP && errno != EPERM) return false;
  }
  return true;
}

// A folder may hand an access list of its own down to new files.
bool remove_access_list(int fd) {
  return ::fremovexattr(fd, "system.posix_acl_access") == 0 || errno == ENODATA || errno == ENOTSUP;
}

bool write_new(const std::string& path, const File& file) {
  const UniqueFd fd(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  return fd.valid() && base::write_all(fd.get(), file.bytes) && remove_access_list(fd.get()) &&
         ::fchown(fd.get(), file.owner, file.group) == 0 && ::fchmod(fd.get(), file.mode) == 0 &&
         write_attributes(fd.get(), file) && ::fsync(fd.get()) == 0;
}

// On a file system that can only be read, even a file that is not there can't be removed.
bool remove(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 && errno == ENOENT) return true;
  return ::unlink(path.c_str()) == 0;
}

std::string name_of_new(const std::string& path) {
  return path + ".ozibus-new";
}

std::string name_of_old(const std::string& path) {
  return path + ".ozibus-old";
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

}  // namespace

Result<std::optional<File>> read_file(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd.valid() && errno == ENOENT) return std::nullopt;
  if (!fd.valid() && errno == ELOOP) {
    return failure(path + ": is a symbolic link; put a copy of the file that it leads to in its place");
  }
  struct stat status {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) return disk_failure(path, "read");
  if (!S_ISREG(status.st_mode)) return failure(path + ": is no regular file; put one in its place");
  auto bytes = files::read_all(fd.get(), path, kMostBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  auto attributes = read_attributes(fd.get(), path);
  if (!attributes) return tl::unexpected(attributes.error());
  return File{std::move(*bytes), status.st_mode & 07777U, status.st_uid, status.st_gid,
              std::move(*attributes)};
}

Result<void> write_file(const std::string& path, const std::optional<File>& file) {
  const std::string fresh = name_of_new(path);
  if (!remove(fresh)) return disk_failure(fresh, "removed");
  if (file && !write_new(fresh, *file)) {
    const auto failed = disk_failure(fresh, "written");
    (void)remove(fresh);
    return failed;
  }
  if (file && ::rename(fresh.c_str(), path.c_str()) != 0) return disk_failure(path, "replaced");
  if (!file && !remove(path)) return disk_failure(path, "removed");
  return sync_folder(folder_of(path));
}

Result<void> keep_way_back(const std::string& path, const File& file) {
  return write_file(name_of_old(path), file);
}

Result<void> drop_way_back(const std::string& path) {
  return write_file(name_of_old(path), std::nullopt);
}

Result<void> bring_back(const std::string& path, const std::optional<File>& file) {
  const std::string old = name_of_old(path);
  const auto kept = read_file(old);
  const bool is_kept = file && kept && *kept == file;
  if (!is_kept) {
    if (auto written = write_file(path, file); !written) return written;
  } else if (::rename(old.c_str(), path.c_str()) != 0) {
    return disk_failure(path, "replaced");
  }
  return tidy_up(path);
}

Result<void> tidy_up(const std::string& path) {
  if (!remove(name_of_new(path))) return disk_failure(name_of_new(path), "removed");
  return drop_way_back(path);
}

Result<void> sync_folder(const std::string& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid() || ::fsync(fd.get()) != 0) return disk_failure(folder, "brought to the disk");
  return {};
}

}  // namespace ozibus::ctl::change
