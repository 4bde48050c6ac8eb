// SPDX-License-Identifier: Apache-2.0
// The login that somebody's shell belongs to.
#pragma once

#include <chrono>
#include <optional>

namespace ozibus::ctl::change {

// When it began, in time since the machine started: the start of the nearest process above this one that is
// an sshd's or a login's own. Nothing when there is none, as under cron, or in a tmux that outlived its
// login.
//
// Neither terminals nor the audit's session numbers would do: sudo gives every command a terminal of its own,
// containers have no audit, and a login that was open before the change has a number of its own as well.
[[nodiscard]] std::optional<std::chrono::milliseconds> login_began();

}  // namespace ozibus::ctl::change
