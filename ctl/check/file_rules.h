// SPDX-License-Identifier: Apache-2.0
// The files that a login reads, and who else could read or write them.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include <sys/statvfs.h>

#include "ctl/check/finding.h"

namespace ozibus::ctl::check {

// Permissions, contents, and whether the bearer token has expired.
[[nodiscard]] Findings judge_credentials(const std::string& path, std::chrono::system_clock::time_point now);

struct MapReport {
  Findings findings;                // every line that can't be read
  std::vector<std::string> logins;  // the first ones that can be reached
};
[[nodiscard]] MapReport judge_map(const std::string& path, std::size_t logins_to_keep);

// Its permissions, and whether there is room.
[[nodiscard]] Findings judge_state(const std::string& folder);
[[nodiscard]] Findings judge_room(const struct statvfs& status, const std::string& folder);

}  // namespace ozibus::ctl::check
