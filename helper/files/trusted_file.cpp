// SPDX-License-Identifier: Apache-2.0
#include "helper/files/trusted_file.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "helper/files/judgement.h"

namespace ozibus::files {
namespace {

using base::UniqueFd;

// O_NONBLOCK: the open of a FIFO would otherwise wait for a writer before it can be judged.
constexpr int kFileFlags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
constexpr int kFolderFlags = O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC;
constexpr int kLastFolderFlags = O_RDONLY | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC;

std::string error_text(int error) {
  return base::errno_text(error);
}

// An embedded NUL would end the path early for the kernel.
bool is_absolute(const std::string& path) {
  return path.starts_with('/') && !path.ends_with('/') && path.find('\0') == std::string::npos;
}

// One component on the way to `path`; `so_far` is the path up to its end.
struct Step {
  std::string name;
  std::string so_far;
  bool is_last;
};

Step step_at(const std::string& path, std::size_t begin) {
  const std::size_t end = path.find('/', begin);
  return {path.substr(begin, end - begin), path.substr(0, end), end == std::string::npos};
}

std::string open_failure(int folder, const Step& step, const std::string& path) {
  const int error = errno;
  struct stat status {};
  if (::fstatat(folder, step.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode)) {
    return step.so_far + ": is a symbolic link; write the path that it leads to";
  }
  const std::string reason = step.so_far + ": " + error_text(error);
  if (error == ENOENT) return reason + "; create " + path + " or correct the setting that names it";
  return reason + "; correct its permissions or the setting that names it";
}

Result<UniqueFd> judged(UniqueFd fd, const std::string& path, Expected expected) {
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) {
    return failure(path + ": " + error_text(errno) + "; check the file system");
  }
  if (auto fault = find_fault(path, status, expected, ::geteuid())) return failure(std::move(*fault));
  return fd;
}

Result<UniqueFd> open_root() {
  UniqueFd root(::open("/", kFolderFlags));
  if (!root.valid()) return failure("/: " + error_text(errno) + "; check the file system");
  return judged(std::move(root), "/", Expected::Folder);
}

// Every component of the path is opened below the one before it, and judged.
Result<UniqueFd> open_judged(const std::string& path, Expected wanted, int last_flags) {
  if (!is_absolute(path)) {
    return failure(path + ": is not an absolute path; begin it with '/' and end it with a name");
  }
  Result<UniqueFd> here = open_root();
  std::size_t begin = path.find_first_not_of('/');
  while (here) {
    const Step step = step_at(path, begin);
    if (step.name == "." || step.name == "..") {
      return failure(path + ": has the component '" + step.name + "'; write the path without it");
    }
    UniqueFd next(::openat(here->get(), step.name.c_str(), step.is_last ? last_flags : kFolderFlags));
    if (!next.valid()) return failure(open_failure(here->get(), step, path));
    if (step.is_last) return judged(std::move(next), step.so_far, wanted);
    here = judged(std::move(next), step.so_far, Expected::Folder);
    begin = path.find_first_not_of('/', step.so_far.size());
  }
  return here;
}

// Nobody can tell of a pipe.
std::size_t size_of(int fd) {
  struct stat status {};
  const bool known = ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= 0;
  return known ? static_cast<std::size_t>(status.st_size) : std::numeric_limits<std::size_t>::max();
}

}  // namespace

Result<UniqueFd> open_trusted(const std::string& path, Readers readers) {
  return open_judged(path, readers == Readers::OwnerOnly ? Expected::PrivateFile : Expected::File,
                     kFileFlags);
}

Result<UniqueFd> open_trusted_folder(const std::string& path) {
  return open_judged(path, Expected::PrivateFolder, kLastFolderFlags);
}

Result<std::string> read_all(int fd, const std::string& path, std::size_t limit) {
  // One allocation, and not of all that may come, which would cost more than the reading: a string that grows
  // would leave copies of a secret behind. It grows only when the file does at this moment.
  std::string text(std::min(limit, size_of(fd)) + 1, '\0');
  std::size_t size = 0;
  while (size <= limit) {
    if (size == text.size()) text.resize(limit + 1);
    const ssize_t count = ::read(fd, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(path + ": " + error_text(errno) + "; check the file system");
    if (count == 0) {
      text.resize(size);
      return text;
    }
    size += static_cast<std::size_t>(count);
  }
  return failure(path + ": is longer than " + std::to_string(limit) + " bytes; shorten it");
}

}  // namespace ozibus::files
