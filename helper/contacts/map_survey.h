// SPDX-License-Identifier: Apache-2.0
// All that is wrong with users.map, for whoever looks after it. A login itself never reads other lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "helper/error.h"

namespace ozibus::contacts {

struct MapSurvey {
  std::vector<Error> faults;        // "PATH:LINE:COLUMN: what; what to write", in the order of the file
  std::vector<std::string> logins;  // the first ones that have contacts; "*" is not among them
};

// Reads the open users.map `fd` to its end. Of the logins it keeps `logins_to_keep`. An error when the file
// can't be read.
[[nodiscard]] Result<MapSurvey> survey_map(int fd, const std::string& path, std::size_t logins_to_keep);

}  // namespace ozibus::contacts
