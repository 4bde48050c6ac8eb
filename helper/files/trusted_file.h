// SPDX-License-Identifier: Apache-2.0
// Opens a file or folder that only root could have written.
#pragma once

#include <cstddef>
#include <string>

#include "base/unique_fd.h"
#include "helper/error.h"

namespace ozibus::files {

enum class Readers { Anyone, OwnerOnly };

// Opens the regular file at the absolute `path` for reading. Refused, with path, mode and the command
// that mends it: a file or a folder on the way to it that belongs to another than root or could be
// written or swapped by another (group- or world-writable; a folder may be if it is sticky), a
// symbolic link anywhere in the path, anything but a regular file, and under OwnerOnly a file with
// any permission for group or others. A process that runs unprivileged may also use files
// and folders of its own effective user. The checks are made on the opened descriptors.
[[nodiscard]] Result<base::UniqueFd> open_trusted(const std::string& path, Readers readers);

// The same for a folder, which nobody but its owner may look into. The descriptor is good for fsync(2).
[[nodiscard]] Result<base::UniqueFd> open_trusted_folder(const std::string& path);

// The whole contents, at most `limit` bytes; more is an error that names `path`.
[[nodiscard]] Result<std::string> read_all(int fd, const std::string& path, std::size_t limit);

}  // namespace ozibus::files
