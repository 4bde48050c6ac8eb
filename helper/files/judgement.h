// SPDX-License-Identifier: Apache-2.0
// Whether somebody who must not could have written, or could read, what an fstat(2) describes.
#pragma once

#include <optional>
#include <string>

#include <sys/stat.h>
#include <sys/types.h>

namespace ozibus::files {

enum class Expected { Folder, PrivateFolder, File, PrivateFile };

// Why the folder or file at `path` can't be trusted by a process of the effective user `user`, and
// the command that mends it; nothing when it can be.
[[nodiscard]] std::optional<std::string> find_fault(const std::string& path, const struct stat& status,
                                                    Expected expected, uid_t user);

}  // namespace ozibus::files
