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
#include <utility>
#include <vector>

#include <signal.h>

#include "ctl/check/sshd.h"

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

// No user's name begins with a slash, which is how its own arguments begin; sshd writes its name before them
// as soon as it listens, and cuts off what comes behind them where there is no room.
bool is_listener(std::string_view title) {
  return title.starts_with("sshd: /") || (title.starts_with('/') && !is_unfinished(title));
}

bool is_of_this_machine(pid_t pid) {
  std::error_code error;
  const auto own = fs::read_symlink("/proc/self/ns/pid", error);
  return !error && fs::read_symlink("/proc/" + std::to_string(pid) + "/ns/pid", error) == own && !error;
}

// Whether a word of the command line, such as "-Df", has the option -f or -o: getopt(3).
bool has_settings(std::string_view word) {
  constexpr std::string_view kSettings = "fo";
  constexpr std::string_view kWithValue = "CEbcghkpu";
  if (!word.starts_with('-')) return false;
  const std::size_t settings = word.find_first_of(kSettings, 1);
  return settings < word.find_first_of(kWithValue, 1);
}

// Also those that have given up root's rights to speak with whom they do not know yet.
bool is_one(pid_t pid) {
  const auto process = look_up(pid);
  return process && is_sshd(*process) && is_of_this_machine(pid);
}

std::vector<pid_t> sshd_processes() {
  std::vector<pid_t> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename();
    pid_t pid = 0;
    const auto [end, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (wrong == std::errc{} && end == name.data() + name.size() && is_one(pid)) found.push_back(pid);
  }
  return found;
}

}  // namespace

bool is_sshd(const Process& process) {
  if (runs(process, check::Sshd::of_this_machine().program())) return true;
  return process.program.ends_with("/sshd-session") || process.program.ends_with("/sshd-auth");
}

bool is_own_sshd(pid_t pid) {
  const auto process = look_up(pid);
  return process && process->user == 0 && is_one(pid);
}

std::vector<std::string> listening_sshds() {
  std::vector<std::string> titles;
  for (const pid_t pid : sshd_processes()) {
    std::string title = title_of(pid);
    if (is_listener(title) && is_own_sshd(pid)) titles.push_back(std::move(title));
  }
  return titles;
}

Result<void> require_one_sshd(const std::vector<std::string>& titles) {
  const std::string instead =
      "; end it, or write by hand what each of them needs (pam_ozibus(8), STACKS), or use: --first-factor "
      "password";
  for (const std::string& title : titles) {
    std::istringstream words(title);
    for (std::string word; words >> word;) {
      if (has_settings(word))
        return failure("an sshd has settings of its own, which need not insist on a key: " + title + instead);
    }
  }
  if (titles.size() < 2) return {};
  return failure("more than one sshd takes connections, and only one can be told to insist on a key: " +
                 titles.back() + instead);
}

void end_unfinished_logins() {
  for (const pid_t pid : sshd_processes()) {
    if (is_unfinished(title_of(pid))) (void)::kill(pid, SIGTERM);
  }
}

}  // namespace ozibus::ctl::change
