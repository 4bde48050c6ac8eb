// SPDX-License-Identifier: Apache-2.0
// Root's own login by ssh where PAM asks for a code.
#pragma once

#include <string>

#include "ctl/check/finding.h"
#include "ctl/check/sshd_settings.h"

namespace ozibus::ctl::check {

// `place` is that of PermitRootLogin. It goes for an exempt root, too.
[[nodiscard]] Findings judge_root_by_ssh(const SshdSettings& of_root, const std::string& place);

}  // namespace ozibus::ctl::check
