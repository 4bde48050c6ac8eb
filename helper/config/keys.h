// SPDX-License-Identifier: Apache-2.0
// The table of all keys of ozibus.conf.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "helper/config/config.h"
#include "helper/config/kinds.h"
#include "helper/config/reader.h"
#include "helper/error.h"

namespace ozibus::config {

struct Key {
  std::string_view section;
  std::string_view name;
  Kind kind;
};

[[nodiscard]] std::span<const Key> keys();

// Puts every value of `document` into `config`. A section or key that is not in the table, or a value
// that its key does not take, is an error. `path` is only for messages.
[[nodiscard]] Result<void> apply(const Document& document, const std::string& path, Config& config);

}  // namespace ozibus::config
