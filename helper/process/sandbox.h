// SPDX-License-Identifier: Apache-2.0
// The walls around the helper for the time in which it reads what the network sends: whoever takes it over
// there has what this one login needs, and nothing else of the machine. SECURITY.md says what that is.
#pragma once

#include <string>
#include <vector>

#include "helper/error.h"

namespace ozibus::process {

struct Confinement {
  std::vector<std::string> warnings;  // for the log: what does not stand, and why
};

// Gives up root's rights, limits what can be used up, and lets the kernel refuse what a login does not need.
// Only once, before there is another thread; whatever needs rights, writes to a file by its name, starts a
// timer or loads code has to be done by then. After an error the process must not go on to the network.
[[nodiscard]] Result<Confinement> enter_sandbox();

}  // namespace ozibus::process
