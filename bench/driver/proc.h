// SPDX-License-Identifier: Apache-2.0
// What the kernel tells of a process that waits for its person.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ozibus::bench {

struct Memory {
  long resident_kib = 0;
  long private_dirty_kib = 0;
};

Memory memory_of(pid_t process);
// The files that are mapped as code.
std::set<std::string> objects_of(pid_t process);
int threads_of(pid_t process);
// Of this process, orphans included.
std::vector<pid_t> children();

}  // namespace ozibus::bench
