// SPDX-License-Identifier: Apache-2.0
// Asks sshd what it has in force, and has it judged as far as PAM asks for a code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ctl/check/finding.h"
#include "ctl/check/services.h"
#include "ctl/check/sshd.h"
#include "ctl/check/sshd_settings.h"
#include "helper/config/config.h"

namespace ozibus::ctl::check {

struct SshInspection {
  std::optional<SshdSettings> settings;  // nothing when it does not tell
  bool everybody_has_key = true;         // before PAM is asked; not known to be otherwise
  bool asks_root = false;                // lets root come so far that PAM can ask
  Findings findings;
};

// `users` are those whose settings are looked at besides root's; `config` is null when it can't be read.
[[nodiscard]] SshInspection inspect_ssh(const Sshd& sshd, const Services& services,
                                        const config::Config* config, const std::vector<std::string>& users);

}  // namespace ozibus::ctl::check
