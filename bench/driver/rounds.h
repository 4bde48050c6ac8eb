// SPDX-License-Identifier: Apache-2.0
// Cases measured in turn, A B C A B C, so that whatever else the machine does meets all of them alike.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace ozibus::bench {

struct RoundsPlan {
  std::string cases;       // a JSON array of cases
  std::string access_log;  // of the server, a line a request
  int rounds = 30;
  int users = 1;  // numbered from 1, who log in by turns
};

// By case: the median of each figure, and the largest of each count.
nlohmann::ordered_json run_rounds(const RoundsPlan& plan);

}  // namespace ozibus::bench
