// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/proc.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

namespace ozibus::bench {
namespace {

std::ifstream open_of(pid_t process, const std::string& file) {
  const std::string path = "/proc/" + std::to_string(process) + "/" + file;
  std::ifstream stream(path);
  if (!stream) throw std::runtime_error(path + ": cannot be read; is the process gone?");
  return stream;
}

// The number behind "NAME:" in a file of such lines.
long number_of(pid_t process, const std::string& file, const std::string& name) {
  std::ifstream stream = open_of(process, file);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1));
  }
  throw std::runtime_error("/proc/" + std::to_string(process) + "/" + file + ": has no " + name);
}

}  // namespace

Memory memory_of(pid_t process) {
  return {number_of(process, "smaps_rollup", "Rss"), number_of(process, "smaps_rollup", "Private_Dirty")};
}

std::set<std::string> objects_of(pid_t process) {
  std::set<std::string> objects;
  std::ifstream maps = open_of(process, "maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::string range, rights, offset, device, inode, path;
    words >> range >> rights >> offset >> device >> inode >> path;
    if (rights.find('x') != std::string::npos && path.starts_with('/')) objects.insert(path);
  }
  return objects;
}

int threads_of(pid_t process) {
  return static_cast<int>(number_of(process, "status", "Threads"));
}

std::vector<pid_t> children() {
  std::ifstream stream = open_of(::getpid(), "task/" + std::to_string(::getpid()) + "/children");
  std::vector<pid_t> found;
  for (pid_t child = 0; stream >> child;)
    found.push_back(child);
  return found;
}

}  // namespace ozibus::bench
