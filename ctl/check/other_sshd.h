// SPDX-License-Identifier: Apache-2.0
// An sshd that goes by settings of its own, but by the stack of the other one.
#pragma once

#include <string>
#include <vector>

#include "ctl/check/finding.h"
#include "ctl/check/sshd_processes.h"
#include "ctl/check/sshd_settings.h"
#include "helper/error.h"

namespace ozibus::ctl::check {

// Whether the stack has a first factor, or leaves that to sshd.
enum class StackChecks { FirstFactorAndCode, CodeOnly };

// `command` is sshd with the options that make its settings, which it tells, or the error has why not.
[[nodiscard]] Findings judge_other_sshd(const SshdProcess& sshd, const std::string& command,
                                        const Result<SshdSettings>& settings, StackChecks stack);

}  // namespace ozibus::ctl::check
