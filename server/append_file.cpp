// SPDX-License-Identifier: Apache-2.0
#include "server/append_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/wipe.h"

namespace ozibus::server {
namespace {

std::string trouble(const std::string& path, int error) {
  return path + ": " + base::errno_text(error);
}

}  // namespace

Result<AppendFile> AppendFile::open(const std::string& path) {
  // O_NONBLOCK: opening a FIFO that nobody reads must fail, not wait.
  constexpr int kFlags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
  base::UniqueFd file(::open(path.c_str(), kFlags, S_IRUSR | S_IWUSR));
  if (!file.valid()) {
    return failure(trouble(path, errno) + "; its folder must exist and be writable by the server");
  }
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) return failure(trouble(path, errno));
  if (!S_ISREG(facts.st_mode)) return failure(path + ": not a regular file; name another one");
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return failure(path + ": others can read or write it; run: chmod 600 " + path);
  }
  return AppendFile(path, std::move(file));
}

Result<void> AppendFile::append(std::string_view line) {
  std::string bytes;
  bytes.reserve(line.size() + 1);
  bytes.append(line).push_back('\n');
  const std::lock_guard lock(mutex_);
  struct stat before {};
  if (::fstat(file_.get(), &before) != 0) return failure(trouble(path_, errno));
  ssize_t written = -1;
  do {
    written = ::write(file_.get(), bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  const int error = written < 0 ? errno : ENOSPC;
  const bool whole = written == static_cast<ssize_t>(bytes.size());
  base::wipe(bytes);
  if (whole) return {};
  if (written > 0 && ::ftruncate(file_.get(), before.st_size) != 0) return failure(trouble(path_, errno));
  return failure(trouble(path_, error));
}

}  // namespace ozibus::server
