// SPDX-License-Identifier: Apache-2.0
// The processes of this machine's sshd; those of its containers are none of them.
#pragma once

#include <sys/types.h>

namespace ozibus::ctl::change {

[[nodiscard]] bool is_sshd(pid_t pid);
// Whether one runs that takes connections, and not only those that serve them.
[[nodiscard]] bool is_sshd_listening();

// Ends the connections of those who are about to log in. They go by the settings that sshd had when it took
// them, but by the stack that PAM has when they get there: who waits at "no key needed" would come to a stack
// that relies on the key.
void end_unfinished_logins();

}  // namespace ozibus::ctl::change
