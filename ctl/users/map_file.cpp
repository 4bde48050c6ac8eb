// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/map_file.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/write_all.h"
#include "ctl/users/attributes.h"
#include "helper/files/judgement.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ctl::users {
namespace {

tl::unexpected<Error> system_failure(const std::string& path) {
  return failure(path + ": " + base::errno_text(errno) + "; check the file system");
}

Result<std::string> read_open_map(int fd, const std::string& path, struct stat& status) {
  constexpr std::size_t kAppendedMeanwhile = std::size_t{1} << 20;
  if (::fstat(fd, &status) != 0) return system_failure(path);
  return files::read_all(fd, path, static_cast<std::size_t>(status.st_size) + kAppendedMeanwhile);
}

bool is_same(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_size == other.st_size &&
         one.st_ctim.tv_sec == other.st_ctim.tv_sec && one.st_ctim.tv_nsec == other.st_ctim.tv_nsec;
}

}  // namespace

Result<std::string> read_map(const std::string& path) {
  const auto file = files::open_trusted(path, files::Readers::Anyone);
  if (!file) return tl::unexpected(file.error());
  struct stat status {};
  return read_open_map(file->get(), path, status);
}

MapFile::MapFile(const std::string& path) : path_(path), name_(path.substr(path.rfind('/') + 1)) {}

Result<MapFile> MapFile::lock(const std::string& path) {
  // Judges the folders, too: from here on nobody but root can put something else in their place.
  if (const auto judged = files::open_trusted(path, files::Readers::Anyone); !judged)
    return tl::unexpected(judged.error());
  MapFile map(path);
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  map.folder_.reset(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!map.folder_.valid()) return system_failure(folder);
  if (auto taken = map.take_lock(); !taken) return tl::unexpected(taken.error());
  if (auto read = map.read(); !read) return tl::unexpected(read.error());
  return map;
}

// Not on the map itself, which is another file after each change, and may be open to readers.
Result<void> MapFile::take_lock() {
  const std::string name = "." + name_ + ".lock";
  const std::string path = path_.substr(0, path_.rfind('/') + 1) + name;
  constexpr int kFlags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  lock_.reset(::openat(folder_.get(), name.c_str(), kFlags, S_IRUSR | S_IWUSR));
  struct stat status {};
  if (!lock_.valid() || ::fstat(lock_.get(), &status) != 0) return system_failure(path);
  const auto fault = files::find_fault(path, status, files::Expected::PrivateFile, ::geteuid());
  if (fault) return failure(*fault);
  while (::flock(lock_.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return system_failure(path);
  }
  return {};
}

Result<void> MapFile::read() {
  auto file = files::open_trusted(path_, files::Readers::Anyone);
  if (!file) return tl::unexpected(file.error());
  auto bytes = read_open_map(file->get(), path_, status_);
  if (!bytes) return tl::unexpected(bytes.error());
  file_ = std::move(*file);
  bytes_ = std::move(*bytes);
  return {};
}

Result<void> MapFile::replace(const std::vector<std::string_view>& pieces) const {
  // One may be left of a process that was killed.
  (void)::unlinkat(folder_.get(), draft().c_str(), 0);
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const base::UniqueFd fd(::openat(folder_.get(), draft().c_str(), kFlags, S_IRUSR | S_IWUSR));
  if (!fd.valid()) return system_failure(path_ + ": can't write another one beside it");
  auto done = write_draft(fd.get(), pieces);
  if (done) done = put_in_place();
  if (!done) (void)::unlinkat(folder_.get(), draft().c_str(), 0);
  return done;
}

Result<void> MapFile::write_draft(int fd, const std::vector<std::string_view>& pieces) const {
  if (auto copied = copy_attributes(file_.get(), fd, path_); !copied) return copied;
  for (const std::string_view piece : pieces) {
    if (!base::write_all(fd, piece)) return system_failure(path_ + ": can't write another one beside it");
  }
  if (::fsync(fd) != 0) return system_failure(path_ + ": can't write another one beside it");
  return {};
}

Result<void> MapFile::put_in_place() const {
  struct stat now {};
  if (::fstatat(folder_.get(), name_.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0) return system_failure(path_);
  if (!is_same(status_, now)) {
    return failure(path_ + ": somebody else has changed it meanwhile; run the command again");
  }
  if (::renameat(folder_.get(), draft().c_str(), folder_.get(), name_.c_str()) != 0)
    return system_failure(path_);
  if (::fsync(folder_.get()) != 0)
    return system_failure(path_ + ": is changed, but may not be on the disk yet");
  return {};
}

}  // namespace ozibus::ctl::users
