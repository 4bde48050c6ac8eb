// SPDX-License-Identifier: Apache-2.0
// Telephone numbers as people write them. All of libphonenumber is behind this.
#pragma once

#include <string>

#include "helper/error.h"

namespace ozibus::ctl::users {

// "+61400000001" for "0400 000 001" in the region "AU", or for "+61 400 000 001" in any. Without a region
// only the latter form is read. Refused: what is no number that the numbering plan knows as one for mobiles.
[[nodiscard]] Result<std::string> read_mobile_number(const std::string& typed, const std::string& region);

// Digits and what people put between them; nothing is said of whether there is such a number.
[[nodiscard]] bool looks_like_number(const std::string& typed);

}  // namespace ozibus::ctl::users
