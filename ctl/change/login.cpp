// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/login.h"

#include <unistd.h>

#include "ctl/check/process.h"
#include "ctl/check/sshd_processes.h"

namespace ozibus::ctl::change {
namespace {

constexpr int kMostAncestors = 100;

bool is_sudo(const check::Process& process) {
  return process.user == 0 && check::runs(process, "/usr/bin/sudo");
}

bool is_of(const check::Process& process, const std::string& service) {
  return service == "sudo" ? is_sudo(process) : process.user == 0 && check::is_sshd(process);
}

std::optional<check::Process> parent_of(const check::Process& process) {
  return process.parent > 0 ? check::look_up(process.parent) : std::nullopt;
}

// With use_pty, sudo runs the command from a process that it has begun only after it has let somebody in.
check::Process first_of_sudo(check::Process process) {
  for (auto parent = parent_of(process); parent && is_sudo(*parent); parent = parent_of(*parent))
    process = *parent;
  return process;
}

}  // namespace

std::optional<Login> own_login(const std::string& service) {
  uid_t below = ::geteuid();
  auto process = check::look_up(::getppid());
  for (int i = 0; process && i < kMostAncestors; ++i) {
    if (is_of(*process, service)) return Login{first_of_sudo(*process).began, below};
    below = process->user;
    process = parent_of(*process);
  }
  return std::nullopt;
}

}  // namespace ozibus::ctl::change
