// SPDX-License-Identifier: Apache-2.0
// Who may do what with a file.
#pragma once

#include <string>

#include "helper/error.h"

namespace ozibus::ctl::users {

// Gives the empty, private file `to` the owner, the group, the mode, the access control list and, as far as
// the file system lets it, the other extended attributes of `from`. `path` is for messages.
[[nodiscard]] Result<void> copy_attributes(int from, int to, const std::string& path);

}  // namespace ozibus::ctl::users
