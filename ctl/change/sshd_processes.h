// SPDX-License-Identifier: Apache-2.0
// The processes of this machine's sshd; those of its containers are none of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "ctl/change/process.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

// Whether it runs sshd's program, or one of those by which newer versions serve a connection.
[[nodiscard]] bool is_sshd(const Process& process);
// Whether it is sshd, root's and of this machine.
[[nodiscard]] bool is_own_sshd(pid_t pid);

// By what stands in the process list for it: whether it serves the connection of somebody who is about to log
// in. One whose place in the list is too small for that is told by its user (end_unfinished_logins()).
[[nodiscard]] bool is_unfinished(std::string_view title);

// What stands in the process list for those that take connections, and not only serve them.
[[nodiscard]] std::vector<std::string> listening_sshds();

// An error when there is more than one, or one with settings of its own: PAM has one stack for all of them,
// but only one can be told here to insist on a key.
[[nodiscard]] Result<void> require_one_sshd(const std::vector<std::string>& titles);

// Ends the connections of those who are about to log in, whoever has taken them: a listening sshd, or inetd
// or systemd for an `sshd -i`. They go by the settings that sshd had when it took them, but by the stack that
// PAM has when they get there: who waits at "no key needed" would come to a stack that relies on the key.
void end_unfinished_logins();

}  // namespace ozibus::ctl::change
