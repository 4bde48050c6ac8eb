// SPDX-License-Identifier: Apache-2.0
// The seccomp wall: what may be asked of the kernel at all.
#pragma once

#include "helper/error.h"
#include "helper/process/wall.h"

namespace ozibus::process {

// Whether the kernel has it; nothing changes.
[[nodiscard]] Wall find_seccomp();

// From here on the calling thread, and those it starts, can do what libcurl, OpenSSL, the resolver, the store
// and the log need. Anything else is refused; what only an attacker asks for kills the process.
// Needs no_new_privs, and load_name_services() before it: no code can be mapped any more.
[[nodiscard]] Result<Wall> filter_system_calls();

}  // namespace ozibus::process
