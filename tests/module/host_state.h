// SPDX-License-Identifier: Apache-2.0
// What a module could leave behind in the process that loads it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ozibus::module_tests {

using Facts = std::set<std::string>;

// What the kernel tells of it: descriptors, threads, children, signals, limits, identity, folders and mapped
// files. Looked at by another process, so that it holds for one that has neither descriptors nor a /proc.
[[nodiscard]] Facts seen_from_outside(pid_t process);

// What only the process itself knows: signal handlers, environment, locale and timers. Needs no descriptor.
[[nodiscard]] Facts seen_from_inside();

// Each fact that is only in one of them.
[[nodiscard]] std::vector<std::string> differences(const Facts& before, const Facts& after);

// When the alarm will ring, as exactly as it can be known.
class Alarm {
 public:
  Alarm();
  [[nodiscard]] bool is_set() const { return set_; }
  // Neither stopped nor moved since `earlier` was made.
  [[nodiscard]] bool goes_on_from(const Alarm& earlier) const;

 private:
  bool set_ = false;
  double earliest_ = 0;
  double latest_ = 0;
};

}  // namespace ozibus::module_tests
