// SPDX-License-Identifier: Apache-2.0
// A folder as full as that of a site with many users.
#pragma once

#include <string>

namespace ozibus::bench {

// With names as long as those that helper/ledger/ gives.
void fill_folder(const std::string& path, long count);

}  // namespace ozibus::bench
