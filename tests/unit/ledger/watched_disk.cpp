// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/ledger/watched_disk.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace ozibus::ledger {
namespace {

WatchedDisk* watching = nullptr;

}  // namespace

WatchedDisk::WatchedDisk() : outer_(watching) {
  watching = this;
}

WatchedDisk::~WatchedDisk() {
  watching = outer_;
}

WatchedDisk* WatchedDisk::current() {
  return watching;
}

std::optional<WatchedDisk::Fault> WatchedDisk::take(DiskStep step) {
  if (const auto other = std::exchange(other_, nullptr)) other();
  steps_.push_back(std::move(step));
  return fault_ && steps_.size() > fault_->step ? fault_ : std::nullopt;
}

void WatchedDisk::note_whole(int fd) {
  struct stat status {};
  const bool is_folder = ::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
  ++(is_folder ? folders_ : files_);
}

}  // namespace ozibus::ledger

// The names are the linker's.
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
extern "C" {

ssize_t __real_pwrite(int fd, const void* bytes, size_t size, off_t offset);
int __real_fdatasync(int fd);
int __real_fsync(int fd);

ssize_t __wrap_pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  auto* const disk = ozibus::ledger::WatchedDisk::current();
  if (disk == nullptr) return __real_pwrite(fd, bytes, size, offset);
  const auto fault =
      disk->take({static_cast<std::size_t>(offset), std::string(static_cast<const char*>(bytes), size)});
  if (!fault) return __real_pwrite(fd, bytes, size, offset);
  (void)__real_pwrite(fd, bytes, std::min(size, fault->written), offset);
  errno = fault->error;
  return -1;
}

int __wrap_fdatasync(int fd) {
  auto* const disk = ozibus::ledger::WatchedDisk::current();
  if (disk == nullptr) return __real_fdatasync(fd);
  const auto fault = disk->take({});
  if (!fault) return 0;
  errno = fault->error;
  return -1;
}

int __wrap_fsync(int fd) {
  auto* const disk = ozibus::ledger::WatchedDisk::current();
  if (disk == nullptr) return __real_fsync(fd);
  disk->note_whole(fd);
  return 0;
}
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
