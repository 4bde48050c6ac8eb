// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/login.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include <unistd.h>

namespace ozibus::ctl::change {
namespace {

using std::chrono::milliseconds;

constexpr const char* kLoginPrograms[] = {"sshd", "sshd-session", "login"};
constexpr int kMostAncestors = 100;

struct Process {
  std::string name;
  pid_t parent = 0;
  milliseconds began{0};
};

// See proc_pid_stat(5); the name stands in parentheses and may hold any character.
std::optional<Process> look_up(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  const std::size_t begin = text.find('(');
  const std::size_t end = text.rfind(')');
  if (begin == std::string::npos || end == std::string::npos) return std::nullopt;
  std::istringstream fields(text.substr(end + 1));
  Process process{text.substr(begin + 1, end - begin - 1)};
  std::string skipped;
  fields >> skipped >> process.parent;
  constexpr int kParent = 4;
  constexpr int kStart = 22;
  for (int number = kParent + 1; number < kStart; ++number)
    fields >> skipped;
  long long ticks = 0;
  if (!(fields >> ticks)) return std::nullopt;
  process.began = milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
  return process;
}

}  // namespace

std::optional<milliseconds> login_began() {
  auto process = look_up(::getppid());
  for (int i = 0; process && i < kMostAncestors; ++i) {
    if (std::ranges::find(kLoginPrograms, process->name) != std::end(kLoginPrograms)) return process->began;
    process = process->parent > 0 ? look_up(process->parent) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace ozibus::ctl::change
