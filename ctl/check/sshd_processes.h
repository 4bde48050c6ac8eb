// SPDX-License-Identifier: Apache-2.0
// The processes of this machine's sshd; those of its containers are none of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "ctl/check/process.h"

namespace ozibus::ctl::check {

// Whether it runs sshd's program, or one of those by which newer versions serve a connection.
[[nodiscard]] bool is_sshd(const Process& process);
// Whether it is sshd, root's and of this machine.
[[nodiscard]] bool is_own_sshd(pid_t pid);

struct SshdProcess {
  pid_t pid;
  std::string title;  // what stands in the process list
};

// Those that take connections, and not only serve them.
[[nodiscard]] std::vector<SshdProcess> listening_sshds();

// By what stands in the process list for it: whether it serves the connection of somebody who is about to log
// in. One whose place in the list is too small for that is told by its user (unfinished_logins()).
[[nodiscard]] bool is_unfinished(std::string_view title);

// Those that serve somebody who is about to log in, whoever has taken the connection: a listening sshd, or
// inetd or systemd for an `sshd -i`.
[[nodiscard]] std::vector<pid_t> unfinished_logins();

// Whether it goes by the stack sshd: PAM knows it by the name of its program.
[[nodiscard]] bool goes_by_sshd_stack(const std::string& title);

// The options -f and -o in the title of one that listens, with their values: its settings are not those of
// the machine.
[[nodiscard]] std::vector<std::string> own_settings(const std::string& title);

}  // namespace ozibus::ctl::check
