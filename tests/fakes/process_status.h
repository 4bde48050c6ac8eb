// SPDX-License-Identifier: Apache-2.0
// The lines of the file status in a process's folder (/proc/PID), by name, without the blanks around values.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::fakes {

inline std::map<std::string, std::string> status_of(const std::filesystem::path& process) {
  std::map<std::string, std::string> found;
  std::ifstream status(process / "status");
  for (std::string line; std::getline(status, line);) {
    const std::size_t colon = line.find(':');
    const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
    const std::size_t end = line.find_last_not_of(" \t") + 1;
    found[line.substr(0, colon)] = begin < end ? line.substr(begin, end - begin) : "";
  }
  return found;
}

// The most memory that it has ever had resident.
inline double peak_mib(const std::filesystem::path& process) {
  const auto status = status_of(process);
  EXPECT_TRUE(status.contains("VmHWM")) << process;
  return status.contains("VmHWM") ? std::stod(status.at("VmHWM")) / 1024 : 0;
}

}  // namespace ozibus::fakes
