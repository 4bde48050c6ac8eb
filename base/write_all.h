// SPDX-License-Identifier: Apache-2.0
// Writes all of `bytes` to a descriptor that blocks. False when a part could not be written; errno says why.
#pragma once

#include <cerrno>
#include <string_view>

#include <unistd.h>

namespace ozibus::base {

[[nodiscard]] inline bool write_all(int fd, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace ozibus::base
