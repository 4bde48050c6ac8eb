// SPDX-License-Identifier: Apache-2.0
// A bearer that is a JSON Web Token says itself when it ends; the log can then name the cause of a
// refusal before it comes.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "helper/secret.h"

namespace ozibus::api {

// A warning for the log when `bearer` is a JWT whose "exp" is not after `now`; the signature is
// nobody's business here. Nothing for any other bearer.
[[nodiscard]] std::optional<std::string> expiry_warning(const Secret& bearer,
                                                        std::chrono::system_clock::time_point now);

}  // namespace ozibus::api
