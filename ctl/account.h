// SPDX-License-Identifier: Apache-2.0
// Whom a command means.
#pragma once

#include <optional>
#include <string>

#include "ctl/site.h"
#include "helper/error.h"

namespace ozibus::ctl {

// The canonical name of a user whom the system knows.
[[nodiscard]] Result<std::string> find_user(const std::string& typed);

// The same; or the name as it was typed when the system does not know it any more, but something is kept
// under it.
[[nodiscard]] Result<std::string> find_user_or_record(const Site& site, const std::string& typed);

// Why a code can't be sent to `user`: no contact, or one that can't be read. Nothing when it can be.
[[nodiscard]] std::optional<std::string> why_unreachable(const Site& site, const std::string& user);

}  // namespace ozibus::ctl
