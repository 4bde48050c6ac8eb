// SPDX-License-Identifier: Apache-2.0
// The Landlock wall: the process opens only what it was granted, whatever the modes of files say.
#pragma once

#include <span>

#include "helper/error.h"
#include "helper/process/wall.h"

namespace ozibus::process {

// Whether the kernel has it; nothing changes.
[[nodiscard]] Wall find_landlock();

// From here on the calling thread, and those it starts, can read these files, what lies beneath these
// folders, and nothing else; nothing can be written, made, renamed or run. Files that are open already stay
// usable. What does not exist is left out. Needs no_new_privs.
[[nodiscard]] Result<Wall> confine_to_reading(std::span<const char* const> paths);

}  // namespace ozibus::process
