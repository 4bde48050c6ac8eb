// SPDX-License-Identifier: Apache-2.0
#include "tests/module/host_state.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

#include <locale.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

namespace ozibus::module_tests {
namespace {

namespace fs = std::filesystem;

void add_links(const fs::path& folder, const std::string& what, Facts& facts) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::error_code gone;
    facts.insert(what + " " + entry.path().filename().string() + " leads to " +
                 fs::read_symlink(entry.path(), gone).string());
  }
}

void add_threads_and_children(const fs::path& process, Facts& facts) {
  for (const auto& thread : fs::directory_iterator(process / "task")) {
    facts.insert("thread " + thread.path().filename().string());
    std::ifstream children(thread.path() / "children");
    for (std::string child; children >> child;)
      facts.insert("child " + child);
  }
}

void add_status(const fs::path& process, Facts& facts) {
  constexpr std::string_view kKept[] = {
      "Umask:",  "Uid:",    "Gid:",    "Groups:", "SigPnd:",     "ShdPnd:",
      "SigBlk:", "SigIgn:", "SigCgt:", "CapEff:", "NoNewPrivs:", "Seccomp:"};
  std::ifstream status(process / "status");
  for (std::string line; std::getline(status, line);) {
    const auto begins_line = [&line](std::string_view word) { return line.starts_with(word); };
    if (std::ranges::any_of(kKept, begins_line)) facts.insert(line);
  }
}

void add_mapped_files(const fs::path& process, Facts& facts) {
  std::ifstream maps(process / "maps");
  for (std::string line; std::getline(maps, line);) {
    if (const auto path = line.find('/'); path != std::string::npos)
      facts.insert("maps " + line.substr(path));
  }
}

void add_file(const fs::path& file, Facts& facts) {
  std::ostringstream contents;
  contents << std::ifstream(file).rdbuf();
  facts.insert(file.filename().string() + ": " + contents.str());
}

std::string disposition_of(int signal) {
  struct sigaction action {};
  if (::sigaction(signal, nullptr, &action) != 0) return "is libc's own";
  std::ostringstream text;
  text << "goes to " << reinterpret_cast<std::uintptr_t>(action.sa_handler) << " with " << action.sa_flags
       << " and blocks";
  for (int other = 1; other < NSIG; ++other) {
    if (::sigismember(&action.sa_mask, other) == 1) text << ' ' << other;
  }
  return text.str();
}

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Facts seen_from_outside(pid_t process) {
  const fs::path folder = "/proc/" + std::to_string(process);
  Facts facts;
  add_links(folder / "fd", "descriptor", facts);
  add_threads_and_children(folder, facts);
  add_status(folder, facts);
  add_mapped_files(folder, facts);
  add_file(folder / "limits", facts);
  for (const char* link : {"cwd", "root"})
    facts.insert(std::string(link) + " is " + fs::read_symlink(folder / link).string());
  facts.insert("process group " + std::to_string(::getpgid(process)));
  facts.insert("session " + std::to_string(::getsid(process)));
  return facts;
}

Facts seen_from_inside() {
  Facts facts;
  for (int signal = 1; signal < NSIG; ++signal)
    facts.insert("signal " + std::to_string(signal) + " " + disposition_of(signal));
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    facts.insert("environment " + std::string(*variable));
  facts.insert("locale " + std::string(::setlocale(LC_ALL, nullptr)));
  return facts;
}

std::vector<std::string> differences(const Facts& before, const Facts& after) {
  std::vector<std::string> found;
  for (const auto& fact : before) {
    if (!after.contains(fact)) found.push_back("gone: " + fact);
  }
  for (const auto& fact : after) {
    if (!before.contains(fact)) found.push_back("new: " + fact);
  }
  return found;
}

Alarm::Alarm() {
  const double asked = now();
  itimerval timer{};
  ::getitimer(ITIMER_REAL, &timer);
  const double told = now();
  const double left =
      static_cast<double>(timer.it_value.tv_sec) + static_cast<double>(timer.it_value.tv_usec) / 1e6;
  set_ = left > 0;
  earliest_ = asked + left;
  latest_ = told + left;
}

bool Alarm::goes_on_from(const Alarm& earlier) const {
  if (set_ != earlier.set_) return false;
  constexpr double kGranularity = 0.001;
  return !set_ || (earliest_ < earlier.latest_ + kGranularity && earlier.earliest_ < latest_ + kGranularity);
}

}  // namespace ozibus::module_tests
