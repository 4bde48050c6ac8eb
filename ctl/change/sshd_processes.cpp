// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/sshd_processes.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <signal.h>

namespace ozibus::ctl::change {
namespace {

namespace fs = std::filesystem;

// What sshd has written over its arguments, or the arguments themselves.
std::string title_of(pid_t pid) {
  std::ostringstream text;
  text << std::ifstream("/proc/" + std::to_string(pid) + "/cmdline").rdbuf();
  std::string title = text.str();
  title.erase(title.find_last_not_of('\0') + 1);
  std::ranges::replace(title, '\0', ' ');
  return title;
}

bool is_unfinished(std::string_view title) {
  constexpr std::string_view kEnds[] = {" [net]", " [accepted]", " -R"};
  return std::ranges::any_of(kEnds, [title](std::string_view end) { return title.ends_with(end); });
}

bool is_listener(std::string_view title) {
  return title.find(" [listener]") != std::string_view::npos;
}

std::vector<pid_t> sshd_processes() {
  std::vector<pid_t> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename();
    pid_t pid = 0;
    const auto [end, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (wrong == std::errc{} && end == name.data() + name.size() && is_sshd(pid)) found.push_back(pid);
  }
  return found;
}

}  // namespace

bool is_sshd(pid_t pid) {
  const std::string process = "/proc/" + std::to_string(pid);
  std::error_code error;
  const auto program = fs::read_symlink(process + "/exe", error);
  if (error || !program.filename().string().starts_with("sshd")) return false;
  return fs::read_symlink(process + "/ns/pid", error) == fs::read_symlink("/proc/self/ns/pid", error) &&
         !error;
}

bool is_sshd_listening() {
  const auto processes = sshd_processes();
  return std::ranges::any_of(processes, [](pid_t pid) { return is_listener(title_of(pid)); });
}

void end_unfinished_logins() {
  for (const pid_t pid : sshd_processes()) {
    if (is_unfinished(title_of(pid))) (void)::kill(pid, SIGTERM);
  }
}

}  // namespace ozibus::ctl::change
