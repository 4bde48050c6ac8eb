// SPDX-License-Identifier: Apache-2.0
// A helper that is stopped in the instant before it is gone, to see how much memory it has needed at most.
// As its tracer, because it is nobody's child and takes that number with it.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <sys/types.h>

namespace ozibus::module_tests {

// Their folders in /proc. One that has ended and was not yet taken by its parent runs no more.
[[nodiscard]] std::vector<std::filesystem::path> running_helpers();

class WatchedHelper {
 public:
  // The one that runs. To be called by the thread that will call peak_mib().
  void watch();
  // Once it has ended. Nothing if it was gone too fast to be stopped, about once in some thousand times.
  [[nodiscard]] std::optional<double> peak_mib();

 private:
  pid_t process_ = -1;
};

}  // namespace ozibus::module_tests
