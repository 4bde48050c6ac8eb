// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sshd_processes.h"

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

#include "ctl/check/sshd.h"

namespace ozibus::ctl::check {
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

// Its command line, as getopt(3) reads it.
class OptionReader {
 public:
  explicit OptionReader(const std::string& title) : words_(title) {}

  [[nodiscard]] std::vector<std::string> read() {
    while (words_ >> word_)
      take_word();
    return std::move(settings_);
  }

 private:
  // "-D", "-p 22", "-Df FILE".
  void take_word() {
    constexpr std::string_view kWithValue = "CEbcfghkopu";
    if (!word_.starts_with('-')) return;
    const std::size_t option = word_.find_first_of(kWithValue, 1);
    if (option == std::string::npos) return;
    const char letter = word_[option];
    const std::string value = take_value(word_.substr(option + 1));
    if (letter == 'f' || letter == 'o') settings_.insert(settings_.end(), {{'-', letter}, value});
  }

  // Where sshd's title no longer tells its blanks from those between words: sshd takes nothing but options.
  std::string take_value(std::string value) {
    if (value.empty()) words_ >> value;
    while ((words_ >> std::ws) && words_.peek() != '-' && words_.peek() != '[') {
      if (words_ >> word_) value += " " + word_;
    }
    return value;
  }

  std::istringstream words_;
  std::string word_;
  std::vector<std::string> settings_;
};

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

std::vector<SshdProcess> listening_sshds() {
  std::vector<SshdProcess> listening;
  for (const pid_t pid : sshd_processes()) {
    std::string title = title_of(pid);
    if (is_listener(title) && is_own_sshd(pid)) listening.push_back({pid, std::move(title)});
  }
  return listening;
}

std::vector<pid_t> unfinished_logins() {
  const auto unprivileged = user_without_rights();
  std::vector<pid_t> unfinished = sshd_processes();
  std::erase_if(unfinished, [&](pid_t pid) { return !is_about_to_log_in(pid, unprivileged); });
  return unfinished;
}

bool goes_by_sshd_stack(const std::string& title) {
  std::istringstream words(title);
  std::string program;
  words >> program;
  if (program == "sshd:") words >> program;
  return program == "sshd" || program.ends_with("/sshd");
}

std::vector<std::string> own_settings(const std::string& title) {
  return OptionReader(title).read();
}

}  // namespace ozibus::ctl::check
