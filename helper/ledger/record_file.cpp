// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/record_file.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/deadline.h"
#include "base/errno_text.h"
#include "helper/files/judgement.h"

namespace ozibus::ledger {
namespace {

using base::UniqueFd;

constexpr int kFlags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
// Others hold a lock for the time of a write, so this is a process that was stopped in the middle of one.
constexpr std::chrono::milliseconds kLockLimit{5'000};
// How often others may replace a file while it is being opened.
constexpr int kMostTries = 16;

tl::unexpected<Error> system_failure(const std::string& path, const std::string& advice) {
  return failure(path + ": " + base::errno_text(errno) + "; " + advice);
}

tl::unexpected<Error> disk_failure(const std::string& path) {
  return system_failure(path,
                        "the disk behind state_dir has to be writable and must not be full, and nothing but "
                        "ozibus may put files there");
}

// A lock on the open file; closing it, however that comes about, ends the lock.
class Lock {
 public:
  explicit Lock(int fd) : fd_(fd) {
    const auto deadline = base::Deadline::after(kLockLimit);
    while (!(held_ = ::flock(fd_, LOCK_EX | LOCK_NB) == 0)) {
      if ((errno != EWOULDBLOCK && errno != EINTR) || deadline.passed()) return;
      // flock(2) can't wait with a limit.
      ::poll(nullptr, 0, 1);
    }
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() {
    if (held_) ::flock(fd_, LOCK_UN);
  }
  [[nodiscard]] bool held() const noexcept { return held_; }

 private:
  int fd_;
  bool held_ = false;
};

tl::unexpected<Error> lock_failure(const std::string& path) {
  return system_failure(path, "another login holds it; look for a stopped ozibus-helper");
}

bool write_at(int fd, std::span<const char> bytes, std::size_t offset) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::size_t>(count);
  }
  return true;
}

bool write_for_good(int fd, const Copies::Copy& copy) {
  return write_at(fd, copy.bytes, copy.turn * copy.bytes.size()) && ::fdatasync(fd) == 0;
}

// False with errno, or 0 there when the file has another size.
bool read_whole(int fd, std::span<char> bytes) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return false;
  errno = 0;
  if (status.st_size != static_cast<off_t>(bytes.size())) return false;
  std::size_t offset = 0;
  while (offset < bytes.size()) {
    const ssize_t count =
        ::pread(fd, bytes.data() + offset, bytes.size() - offset, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    offset += static_cast<std::size_t>(count);
  }
  return true;
}

enum class Condition { Good, Damaged, Unreadable };

Condition read_copies(int fd, const Identity& identity, Copies& copies) {
  if (!read_whole(fd, copies.bytes())) return errno == 0 ? Condition::Damaged : Condition::Unreadable;
  return copies.check(identity) ? Condition::Good : Condition::Damaged;
}

std::string file_name(const Place& place) {
  return hex(digest_of({place.identity.owner}));
}

std::string path_of(const Place& place, const std::string& name) {
  return place.folder_path + "/" + name;
}

// Whether that name still leads to the open file.
bool is_named(int fd, int folder, const std::string& name) {
  struct stat open {};
  struct stat named {};
  return ::fstat(fd, &open) == 0 && ::fstatat(folder, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

// Writes the whole file under a name of its own and hands it to `give_name` when it is on the disk. The name
// is the same each time: whoever was killed in here left at most one such file, which the next one takes.
template <typename GiveName>
Result<void> make_file(const Place& place, std::span<const char> record, GiveName give_name) {
  const std::string name = file_name(place) + ".new";
  const std::string path = path_of(place, name);
  const UniqueFd fd(::openat(place.folder, name.c_str(), kFlags | O_CREAT, S_IRUSR | S_IWUSR));
  if (!fd.valid()) return disk_failure(path);
  const Lock lock(fd.get());
  if (!lock.held()) return lock_failure(path);
  if (!is_named(fd.get(), place.folder, name)) return {};  // another login has just made it

  Copies copies(place.identity, record);
  // The mode: somebody else may have left the file.
  const bool written = ::fchmod(fd.get(), S_IRUSR | S_IWUSR) == 0 && ::ftruncate(fd.get(), 0) == 0 &&
                       write_at(fd.get(), copies.bytes(), 0) && ::fsync(fd.get()) == 0;
  if (written && give_name(name)) return {};
  const auto failed = disk_failure(path);
  ::unlinkat(place.folder, name.c_str(), 0);
  return failed;
}

Result<void> create(const Place& place, std::span<const char> fresh) {
  const std::string name = file_name(place);
  return make_file(place, fresh, [&](const std::string& made) {
    struct stat status {};
    // Another login was faster. Nobody can be now: names are given under the lock on the new file. (Not every
    // file system knows RENAME_NOREPLACE.)
    if (::fstatat(place.folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
      return ::unlinkat(place.folder, made.c_str(), 0) == 0;
    }
    return errno == ENOENT && ::renameat(place.folder, made.c_str(), place.folder, name.c_str()) == 0;
  });
}

// The damaged file gets a second name before it loses its own: at no instant is there no file, and a user
// whose budget is spent never appears to be new.
Result<std::string> set_aside(const Place& place, std::span<const char> spent) {
  const std::string name = file_name(place);
  const std::string aside = name + ".damaged-" + std::to_string(std::time(nullptr));
  auto replaced = make_file(place, spent, [&](const std::string& made) {
    const bool kept =
        ::linkat(place.folder, name.c_str(), place.folder, aside.c_str(), 0) == 0 || errno == EEXIST;
    return kept && ::renameat(place.folder, made.c_str(), place.folder, name.c_str()) == 0;
  });
  if (!replaced) return tl::unexpected(replaced.error());
  return path_of(place, aside);
}

}  // namespace

RecordFile::RecordFile(UniqueFd fd, std::string path, Identity identity, std::size_t record_size)
    : fd_(std::move(fd)), path_(std::move(path)), identity_(std::move(identity)), record_size_(record_size) {}

Result<std::optional<RecordFile>> RecordFile::open(const Place& place, std::size_t record_size) {
  const std::string name = file_name(place);
  const std::string path = path_of(place, name);
  UniqueFd fd(::openat(place.folder, name.c_str(), kFlags));
  if (!fd.valid() && errno == ENOENT) return std::nullopt;
  struct stat status {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) return disk_failure(path);
  if (auto fault = files::find_fault(path, status, files::Expected::PrivateFile, ::geteuid())) {
    return failure(std::move(*fault));
  }
  return RecordFile(std::move(fd), path, place.identity, record_size);
}

Result<RecordFile> RecordFile::open_or_create(const Place& place, const Beginnings& beginnings,
                                              std::optional<std::string>& aside) {
  for (int tries = 0; tries < kMostTries; ++tries) {
    auto file = open(place, beginnings.fresh.size());
    if (!file) return tl::unexpected(file.error());
    if (!*file) {
      if (auto made = create(place, beginnings.fresh); !made) return tl::unexpected(made.error());
      continue;
    }
    const Lock lock((*file)->fd_.get());
    if (!lock.held()) return lock_failure((*file)->path_);
    if (!is_named((*file)->fd_.get(), place.folder, file_name(place))) continue;
    Copies copies(beginnings.fresh.size());
    switch (read_copies((*file)->fd_.get(), place.identity, copies)) {
      case Condition::Good:
        // Whoever made it may have been killed before its name was on the disk.
        if (copies.is_untouched() && ::fsync(place.folder) != 0) return disk_failure(place.folder_path);
        return std::move(**file);
      case Condition::Unreadable:
        return disk_failure((*file)->path_);
      case Condition::Damaged:
        break;
    }
    auto kept = set_aside(place, beginnings.spent);
    if (!kept) return tl::unexpected(kept.error());
    aside = (*file)->path_ + ": failed its check and was set aside as " + *kept;
  }
  return failure(path_of(place, file_name(place)) + ": is replaced again and again; look who writes to it");
}

Result<bool> RecordFile::load(Copies& copies) const {
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0) return disk_failure(path_);
  if (status.st_nlink == 0) return failure(path_ + ": was removed during the login; log in again");
  switch (read_copies(fd_.get(), identity_, copies)) {
    case Condition::Good:
      return true;
    case Condition::Damaged:
      return false;
    case Condition::Unreadable:
      break;
  }
  return disk_failure(path_);
}

Result<bool> RecordFile::read(std::span<char> record) const {
  const Lock lock(fd_.get());
  if (!lock.held()) return lock_failure(path_);
  Copies copies(record_size_);
  auto sound = load(copies);
  if (sound && *sound) std::ranges::copy(copies.record(), record.begin());
  return sound;
}

Result<void> RecordFile::with(const Look& look) {
  const Lock lock(fd_.get());
  if (!lock.held()) return lock_failure(path_);
  Copies copies(record_size_);
  const auto sound = load(copies);
  if (!sound) return tl::unexpected(sound.error());
  if (!*sound) return failure(path_ + ": fails its check; the next login sets it aside");
  switch (look(copies.record())) {
    case Change::Keep:
      return {};
    case Change::Save:
      break;
  }
  return save(copies);
}

Result<void> RecordFile::save(const Copies& copies) const {
  // Somebody was interrupted between the two copies, or the disk failed. What was read just now may be in
  // memory only, and the place that is written next may hold all that is on the disk.
  if (!copies.agree() && !write_for_good(fd_.get(), copies.newest())) return disk_failure(path_);
  const Copies::Copy next = copies.next(identity_);
  if (!write_for_good(fd_.get(), next)) return disk_failure(path_);
  // Whatever becomes of this one, the first copy counts.
  (void)write_at(fd_.get(), next.bytes, (1 - next.turn) * next.bytes.size());
  return {};
}

}  // namespace ozibus::ledger
