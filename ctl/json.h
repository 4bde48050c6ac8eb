// SPDX-License-Identifier: Apache-2.0
// What --json prints: one object on one line.
#pragma once

#include <nlohmann/json.hpp>

#include "ctl/console.h"
#include "helper/error.h"

namespace ozibus::ctl {

using Json = nlohmann::ordered_json;

// Bytes of a name that are no UTF-8 are replaced.
[[nodiscard]] inline Result<void> print_json(const Json& object) {
  return print_line(object.dump(-1, ' ', true, Json::error_handler_t::replace));
}

}  // namespace ozibus::ctl
