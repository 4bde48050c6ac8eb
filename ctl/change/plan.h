// SPDX-License-Identifier: Apache-2.0
// Which files have to be changed for a service to ask for a code, or not to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ctl/change/journal.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

enum class Service { Sshd, Sudo };
enum class FirstFactor { Key, Password };

[[nodiscard]] std::string name_of(Service service);

// "PLACE" of the line by which PAM comes to our module in that service; nothing when it does not. An error
// when the stack can't be read.
[[nodiscard]] Result<std::optional<std::string>> place_of_module(const std::string& pam_service);

// The files of /etc/pam.d that the service has on this machine.
[[nodiscard]] std::vector<std::string> pam_services_of(Service service);

// Puts the shipped stack in the place of common-auth; for sshd, also its settings.
[[nodiscard]] Result<std::vector<Step>> plan_enabling(Service service, FirstFactor factor);

// The way back: to what was there when the change that was confirmed is untouched, else by the one line and
// the settings. Nothing to do is no step.
[[nodiscard]] Result<std::vector<Step>> plan_disabling(Service service,
                                                       const std::optional<Change>& confirmed);

}  // namespace ozibus::ctl::change
