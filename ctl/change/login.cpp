// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/login.h"

#include <unistd.h>

#include "ctl/change/process.h"
#include "ctl/change/sshd_processes.h"

namespace ozibus::ctl::change {
namespace {

constexpr int kMostAncestors = 100;

bool is_of(const Process& process, const std::string& service) {
  if (process.user != 0) return false;
  return service == "sudo" ? runs(process, "/usr/bin/sudo") : is_sshd(process);
}

}  // namespace

std::optional<std::chrono::milliseconds> login_began(const std::string& service) {
  auto process = look_up(::getppid());
  for (int i = 0; process && i < kMostAncestors; ++i) {
    if (is_of(*process, service)) return process->began;
    process = process->parent > 0 ? look_up(process->parent) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace ozibus::ctl::change
