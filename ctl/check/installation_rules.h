// SPDX-License-Identifier: Apache-2.0
// What has to be installed, and what the kernel has to have.
#pragma once

#include <string>
#include <string_view>

#include "ctl/check/finding.h"
#include "helper/process/wall.h"

namespace ozibus::ctl::check {

[[nodiscard]] Findings judge_helper(const std::string& path);

// Loads it with all its symbols, as libpam does, if nobody but root can have written it.
[[nodiscard]] Findings judge_module(const std::string& path);

// `passwd` is the text of /etc/passwd.
[[nodiscard]] Findings judge_own_user(std::string_view passwd);

[[nodiscard]] Findings judge_kernel(process::Wall landlock, process::Wall seccomp);

}  // namespace ozibus::ctl::check
