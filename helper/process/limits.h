// SPDX-License-Identifier: Apache-2.0
// How much of the machine a helper that somebody has taken over can use up.
#pragma once

#include "helper/error.h"

namespace ozibus::process {

// Of descriptors, bytes in a file, tasks and memory. Root may also raise what the host has limited further.
[[nodiscard]] Result<void> limit_resources();

}  // namespace ozibus::process
