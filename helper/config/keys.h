// SPDX-License-Identifier: Apache-2.0
// The table of all keys of ozibus.conf.
#pragma once

#include <span>
#include <string_view>

#include "helper/config/kinds.h"

namespace ozibus::config {

struct Key {
  std::string_view section;
  std::string_view name;
  Kind kind;
};

[[nodiscard]] std::span<const Key> keys();

}  // namespace ozibus::config
