// SPDX-License-Identifier: Apache-2.0
// The contacts that an administrator types.
#pragma once

#include <string>
#include <vector>

#include "helper/contacts/contact.h"
#include "helper/error.h"

namespace ozibus::ctl::users {

// What has an '@' is a mail address, everything else a mobile number (mobile_number.h).
[[nodiscard]] Result<std::vector<contacts::Contact>> read_contacts(const std::vector<std::string>& typed,
                                                                   const std::string& region);

}  // namespace ozibus::ctl::users
