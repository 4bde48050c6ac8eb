// SPDX-License-Identifier: Apache-2.0
// What the kernel tells of a process. Its own name and arguments are left out: it can write what it likes
// there.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <sys/types.h>

namespace ozibus::ctl::change {

struct Process {
  std::string program;  // the path of its file, also when that has been replaced since
  uid_t user = 0;       // the effective one
  pid_t parent = 0;
  std::chrono::milliseconds began{0};  // in time since the machine started
};

// Nothing when there is none, and of another user's when this process is not root's.
[[nodiscard]] std::optional<Process> look_up(pid_t pid);

}  // namespace ozibus::ctl::change
