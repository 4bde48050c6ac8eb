// SPDX-License-Identifier: Apache-2.0
// Whether logins can rely on the service: each base URL is asked, by a process that has no right of ours.
#pragma once

#include "ctl/check/finding.h"
#include "helper/config/config.h"

namespace ozibus::ctl::online {

// One of base_urls after the other. No message is sent to anybody.
[[nodiscard]] check::Findings ask_service(const api::Settings& settings, const api::Credentials& credentials);

}  // namespace ozibus::ctl::online
