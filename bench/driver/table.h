// SPDX-License-Identifier: Apache-2.0
// The results as lines of text, which are Markdown as well.
#pragma once

#include <optional>
#include <string>

#include "bench/driver/targets.h"

namespace ozibus::bench {

std::string number(std::optional<double> value, int digits);

// All that was measured in turn, a line a case.
std::string table_of(const Json& all);
// What a map of a million lines costs, beside `grep -m1`; nothing when that was not measured.
std::string map_table_of(const Json& all);
// Instructions and storms.
std::string others_of(const Json& all);
std::string targets_of(const Json& all);
// One line.
std::string summary_of(const Json& all);

}  // namespace ozibus::bench
