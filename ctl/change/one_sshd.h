// SPDX-License-Identifier: Apache-2.0
// PAM has one stack for all sshds of a machine, but only one of them can be told here to insist on a key.
#pragma once

#include <vector>

#include "ctl/check/sshd_processes.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

// An error when there is more than one, or one with settings of its own.
[[nodiscard]] Result<void> require_one_sshd(const std::vector<check::SshdProcess>& listening);

}  // namespace ozibus::ctl::change
