// SPDX-License-Identifier: Apache-2.0
// From what stands in ozibus.conf to a Config.
#pragma once

#include <string>

#include "helper/config/config.h"
#include "helper/config/reader.h"
#include "helper/error.h"

namespace ozibus::config {

// Puts every value of `document` into `config`. A section or key that is not in the table (keys.h), or a
// value that its key does not take, is an error. `path` is only for messages.
[[nodiscard]] Result<void> apply(const Document& document, const std::string& path, Config& config);

}  // namespace ozibus::config
