// SPDX-License-Identifier: Apache-2.0
// What ozibusctl inherits from the shell that starts it.
#pragma once

#include "helper/error.h"

namespace ozibus::ctl {

// Gives up the environment and the umask, and forbids core dumps. A standard stream that is closed is kept
// from becoming one of our files; to print to it, or to a pipe that nobody reads, is then an error.
[[nodiscard]] Result<void> give_up_inherited();

}  // namespace ozibus::ctl
