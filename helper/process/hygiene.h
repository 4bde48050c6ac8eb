// SPDX-License-Identifier: Apache-2.0
// The helper is started by programs of all kinds. What it inherits from them is given up before
// anything else happens.
#pragma once

#include <chrono>

#include "helper/error.h"

namespace ozibus::process {

// Keeps descriptor `kept` and nothing else of what was inherited: other descriptors are closed and
// 0 to 2 lead to /dev/null, signals get their default actions and none is blocked (SIGPIPE is ignored:
// a closed connection is an error code), the session and its terminal, the working directory and
// the umask are left, the real user is the effective one with no supplementary groups, and resource limits
// and priority are the kernel's defaults, when that is root.
// From here on there is no core dump and no debugger but root's.
[[nodiscard]] Result<void> become_clean(int kept);

// The last resort: the kernel kills the process when so much time has passed, whatever it is doing and
// whoever has got hold of it. A later call replaces an earlier one.
[[nodiscard]] Result<void> die_after(std::chrono::milliseconds span);

}  // namespace ozibus::process
