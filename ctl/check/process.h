// SPDX-License-Identifier: Apache-2.0
// What the kernel tells of a process. Its own name and arguments are left out: it can write what it likes
// there.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <sys/types.h>

namespace ozibus::ctl::check {

struct Process {
  std::string program;  // the path of its file, also when that has been replaced since
  uid_t user = 0;       // the effective one
  pid_t parent = 0;
  std::chrono::milliseconds began{0};  // in time since the machine started
  dev_t device = 0;                    // with inode, its file
  ino_t inode = 0;
};

// Nothing when there is none, and of another user's when this process is not root's.
[[nodiscard]] std::optional<Process> look_up(pid_t pid);

// Whether it runs the program at that path: the same file, however its path looks from here (within a chroot,
// the kernel may name another), or one that stood there before.
[[nodiscard]] bool runs(const Process& process, const std::string& program);

}  // namespace ozibus::ctl::check
