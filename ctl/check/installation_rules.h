// SPDX-License-Identifier: Apache-2.0
// What has to be installed, and what the kernel has to have.
#pragma once

#include <optional>
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

// For how many minutes sudo does not ask again, as `sudo -V` tells root; negative is for ever.
[[nodiscard]] std::optional<double> parse_timestamp_timeout(std::string_view version_text);
[[nodiscard]] Findings judge_timestamp_timeout(std::optional<double> minutes);

}  // namespace ozibus::ctl::check
