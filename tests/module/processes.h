// SPDX-License-Identifier: Apache-2.0
// The processes of the private root, where a test is alone with what it started.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace ozibus::module_tests {

// The folders in /proc of the processes of that name. An earlier login's may still be about to end.
inline std::vector<std::filesystem::path> processes_named(const std::string& name) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::string command;
    std::getline(std::ifstream(entry.path() / "comm"), command);
    if (command == name) found.push_back(entry.path());
  }
  return found;
}

}  // namespace ozibus::module_tests
