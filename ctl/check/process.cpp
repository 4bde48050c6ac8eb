// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/process.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace ozibus::ctl::check {
namespace {

constexpr std::string_view kReplaced = " (deleted)";

std::string program_of(const std::string& folder) {
  std::error_code error;
  std::string path = std::filesystem::read_symlink(folder + "/exe", error);
  if (path.ends_with(kReplaced)) path.resize(path.size() - kReplaced.size());
  return path;
}

// The link leads to the file itself, not along the path that it shows.
bool read_file(const std::string& folder, Process& process) {
  struct stat status {};
  process.program = program_of(folder);
  if (process.program.empty() || ::stat((folder + "/exe").c_str(), &status) != 0) return false;
  process.device = status.st_dev;
  process.inode = status.st_ino;
  return true;
}

// "Uid:" is followed by the real and the effective one (proc_pid_status(5)).
bool read_user(const std::string& folder, Process& process) {
  std::ifstream file(folder + "/status");
  for (std::string word; file >> word;) {
    uid_t real = 0;
    if (word == "Uid:") return static_cast<bool>(file >> real >> process.user);
  }
  return false;
}

// See proc_pid_stat(5); the name stands in parentheses and may hold any character.
bool read_times(const std::string& folder, Process& process) {
  std::ifstream file(folder + "/stat");
  std::ostringstream text;
  text << file.rdbuf();
  const std::size_t name_end = text.str().rfind(')');
  if (name_end == std::string::npos) return false;
  std::istringstream fields(text.str().substr(name_end + 1));
  std::string skipped;
  fields >> skipped >> process.parent;
  constexpr int kParent = 4;
  constexpr int kStart = 22;
  for (int number = kParent + 1; number < kStart; ++number)
    fields >> skipped;
  long long ticks = 0;
  if (!(fields >> ticks)) return false;
  process.began = std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
  return true;
}

}  // namespace

std::optional<Process> look_up(pid_t pid) {
  const std::string folder = "/proc/" + std::to_string(pid);
  Process process;
  if (!read_file(folder, process) || !read_user(folder, process) || !read_times(folder, process)) {
    return std::nullopt;
  }
  return process;
}

bool runs(const Process& process, const std::string& program) {
  struct stat status {};
  if (::stat(program.c_str(), &status) != 0) return false;
  if (process.device == status.st_dev && process.inode == status.st_ino) return true;
  std::error_code error;
  return process.program == std::filesystem::canonical(program, error) && !error;
}

}  // namespace ozibus::ctl::check
