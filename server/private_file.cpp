// SPDX-License-Identifier: Apache-2.0
#include "server/private_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/unique_fd.h"
#include "base/wipe.h"

namespace ozibus::server {
namespace {

constexpr std::size_t kLargest = 1024 * 1024;

std::string trouble(const std::string& path) {
  return path + ": " + base::errno_text(errno);
}

}  // namespace

Result<std::string> read_private_file(const std::string& path) {
  const base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!file.valid()) return failure(trouble(path));
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) return failure(trouble(path));
  if (!S_ISREG(facts.st_mode)) return failure(path + ": not a regular file");
  if ((facts.st_mode & S_IRWXO) != 0) {
    return failure(path + ": it holds secrets and everybody can read or write it; run: chmod o= " + path);
  }
  std::string text;
  base::WipedArray<4096> buffer;
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got == 0) return text;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(trouble(path));
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > kLargest) return failure(path + ": larger than 1 MiB");
  }
}

}  // namespace ozibus::server
