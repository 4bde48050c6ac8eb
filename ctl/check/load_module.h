// SPDX-License-Identifier: Apache-2.0
// Loads a PAM module as libpam does. In a process of its own: a file that is damaged can end it.
#pragma once

#include <optional>
#include <string>

namespace ozibus::ctl::check {

// Why libpam could not load it with all its symbols; nothing when it could.
[[nodiscard]] std::optional<std::string> why_not_loadable(const std::string& path);

}  // namespace ozibus::ctl::check
