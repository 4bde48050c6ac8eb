// SPDX-License-Identifier: Apache-2.0
// Sanitizers map code, read /proc and start programs to explain what they found. Whatever is built with them
// is for tests, and goes without this wall.
#include "helper/process/syscall_filter.h"

namespace ozibus::process {

Wall find_seccomp() {
  return Wall::Stands;
}

Result<Wall> filter_system_calls() {
  return Wall::Stands;
}

}  // namespace ozibus::process
