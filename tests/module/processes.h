// SPDX-License-Identifier: Apache-2.0
// The processes of the private root, where a test is alone with what it started.
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/unique_fd.h"

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

// How often `needle` stands in the memory that the process can write to.
inline std::size_t count_in_memory(const std::filesystem::path& process, const std::string& needle) {
  const base::UniqueFd memory(::open((process / "mem").c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_TRUE(memory.valid());
  std::ifstream maps(process / "maps");
  std::size_t found = 0;
  for (std::string line; std::getline(maps, line);) {
    std::size_t after = 0;
    const unsigned long begin = std::stoul(line, &after, 16);
    const unsigned long end = std::stoul(line.substr(after + 1), nullptr, 16);
    if (line.find(" rw") == std::string::npos) continue;
    std::string bytes(end - begin, '\0');
    const ssize_t size = ::pread(memory.get(), bytes.data(), bytes.size(), static_cast<off_t>(begin));
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    for (std::size_t at = 0; (at = bytes.find(needle, at)) != std::string::npos; ++at)
      ++found;
  }
  return found;
}

}  // namespace ozibus::module_tests
