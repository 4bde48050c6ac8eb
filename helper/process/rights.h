// SPDX-License-Identifier: Apache-2.0
// What makes a process more than any other: the user it runs as, its groups, its capabilities.
#pragma once

#include <optional>
#include <string>

#include "helper/error.h"

namespace ozibus::process {

// The user that exists for the helper alone; conf/sysusers.d/ozibus.conf makes it.
inline constexpr const char* kOwnUser = "_ozibus";

// Root becomes the helper's own user, or nobody when there is none: then the answer is a text for the log.
// For any other user that part is left out. No capability stays, no program that is run could bring one back,
// and nobody but root can look into the process. It is tried whether root's rights can be had again; that
// they can't is a condition of success.
[[nodiscard]] Result<std::optional<std::string>> give_up_rights();

}  // namespace ozibus::process
