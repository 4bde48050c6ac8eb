// SPDX-License-Identifier: Apache-2.0
// What libc reads to look up a name, as the user that this process has become.
#pragma once

#include <optional>
#include <string>

namespace ozibus::api {

// Why a name may not have been found though it is there: one of libc's files can't be read, for the log. libc
// goes on without such a file and says nothing.
[[nodiscard]] std::optional<std::string> unreadable_name_file();

}  // namespace ozibus::api
