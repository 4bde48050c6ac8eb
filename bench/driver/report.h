// SPDX-License-Identifier: Apache-2.0
// What people read of the results.
#pragma once

#include <string>

namespace ozibus::bench {

// `folder` holds the results, NAME.json each. The last lines name each target met or missed.
void print_report(const std::string& folder);
// Throws when one of the counts that do not depend on the machine is not as it has to be.
void check_counts(const std::string& folder);
// Between the two lines of `page` that say where; the plots go to the folder `charts`.
void write_page(const std::string& folder, const std::string& page, const std::string& charts);

}  // namespace ozibus::bench
