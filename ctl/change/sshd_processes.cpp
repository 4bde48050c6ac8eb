// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/sshd_processes.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <pwd.h>
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

// Whether a word of the command line, such as "-Df", has one of these options: getopt(3).
bool has_option(std::string_view word, std::string_view options) {
  constexpr std::string_view kWithValue = "CEbcfghkopu";
  if (!word.starts_with('-')) return false;
  const std::size_t found = word.find_first_of(options, 1);
  return found != std::string_view::npos && found <= word.find_first_of(kWithValue, 1);
}

bool has_option(const std::string& title, std::string_view options) {
  std::istringstream words(title);
  for (std::string word; words >> word;) {
    if (has_option(std::string_view(word), options)) return true;
  }
  return false;
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

// As whom sshd speaks with those whom it does not know yet.
std::optional<uid_t> user_without_rights() {
  const passwd* account = ::getpwnam("sshd");
  return account == nullptr ? std::nullopt : std::optional(account->pw_uid);
}

// A listening sshd's child bears its parent's title until it has become a program of its own.
bool is_young(const Process& process, const std::string& title) {
  return is_listener(title) && is_one(process.parent) && is_listener(title_of(process.parent));
}

// With a long name, "[net]" is what is cut off of a title that does not fit over the arguments.
bool is_about_to_log_in(pid_t pid, std::optional<uid_t> unprivileged) {
  const auto process = look_up(pid);
  if (!process) return false;
  const std::string title = title_of(pid);
  return process->user == unprivileged || is_unfinished(title) || is_young(*process, title);
}

}  // namespace

bool is_unfinished(std::string_view title) {
  if (title.ends_with(" [net]") || title.ends_with(" [accepted]") || title.ends_with(" -R")) return true;
  // Before there is a name: "sshd: [accepted]", of which the end may be cut off.
  if (const auto name = title.find(": "); name != title.npos && title.substr(name).starts_with(": [")) {
    return true;
  }
  // An `sshd -i` that has not come so far as to write its name.
  return !title.starts_with("sshd: ") && has_option(std::string(title), "i");
}

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
    if (has_option(title, "fo"))
      return failure("an sshd has settings of its own, which need not insist on a key: " + title + instead);
  }
  if (titles.size() < 2) return {};
  return failure("more than one sshd takes connections, and only one can be told to insist on a key: " +
                 titles.back() + instead);
}

void end_unfinished_logins() {
  const auto unprivileged = user_without_rights();
  // A connection that changes from one process to two between a look at the one and at the other is seen the
  // second time: then both are there.
  for (int looks = 0; looks < 2; ++looks) {
    for (const pid_t pid : sshd_processes()) {
      // A listening sshd's child still has a handler for all that can be handled.
      if (is_about_to_log_in(pid, unprivileged)) (void)::kill(pid, SIGKILL);
    }
  }
}

}  // namespace ozibus::ctl::change
