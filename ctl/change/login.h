// SPDX-License-Identifier: Apache-2.0
// The login that this process belongs to.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <sys/types.h>

namespace ozibus::ctl::change {

struct Login {
  std::chrono::milliseconds began;  // in time since the machine started
  uid_t user;                       // as whom a login by ssh goes on; of sudo, this process's
};

// By which `service`, "sshd" or "sudo", let somebody in: the nearest process above this one that is root's
// and runs that program. Nothing when there is none, as on a console, under cron, or in a tmux that outlived
// its login.
//
// Neither terminals nor the audit's session numbers would do: sudo gives every command a terminal of its own,
// containers have no audit, and a login that was open before the change has a number of its own as well.
[[nodiscard]] std::optional<Login> own_login(const std::string& service);

}  // namespace ozibus::ctl::change
