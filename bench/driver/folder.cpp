// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/folder.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <system_error>

#include <fcntl.h>

#include "base/unique_fd.h"

namespace ozibus::bench {

void fill_folder(const std::string& path, long count) {
  const base::UniqueFd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::uint64_t scattered = 0;
  for (long made = 0; made < count; ++made) {
    scattered = scattered * 6364136223846793005U + 1442695040888963407U;
    char name[65];
    std::snprintf(name, sizeof name, "%016lx%048lx", scattered, made);
    const base::UniqueFd file(::openat(folder.get(), name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!file.valid()) throw std::system_error(errno, std::generic_category(), path);
  }
}

}  // namespace ozibus::bench
