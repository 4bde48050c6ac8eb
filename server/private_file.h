// SPDX-License-Identifier: Apache-2.0
// Reads a small file that holds secrets. Refuses one that everybody can read or write, and says the
// chmod that mends it.
#pragma once

#include <string>

#include "server/error.h"

namespace ozibus::server {

[[nodiscard]] Result<std::string> read_private_file(const std::string& path);

}  // namespace ozibus::server
