// SPDX-License-Identifier: Apache-2.0
// What Match blocks make of a second factor behind PAM. For whom each holds is not asked: it may be an
// address, or a group, or a user whom the stack lets in without a code.
#pragma once

#include <vector>

#include "ctl/check/finding.h"
#include "ctl/check/sshd_lines.h"
#include "ctl/check/sshd_settings.h"

namespace ozibus::ctl::check {

// Blocks that lock people out, and those that spare them the code. `of_all` is in force outside of them.
[[nodiscard]] Findings judge_match_blocks(const SshdSettings& of_all, const std::vector<SshdLine>& lines);

// For a stack that relies on the key: blocks by which somebody comes to it without one.
[[nodiscard]] Findings judge_ways_without_key(const std::vector<SshdLine>& lines);

}  // namespace ozibus::ctl::check
