// SPDX-License-Identifier: Apache-2.0
// A bearer token that has run out: the warning tells when, and nothing of the token.
#include <chrono>

#include "helper/api/bearer_expiry.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {

void run(std::string_view input) {
  const auto warning = api::expiry_warning(
      Secret(input), std::chrono::system_clock::time_point{} + std::chrono::hours(500'000));
  if (!warning) return;
  require_plain(*warning, 80);
  require(input.size() > 8 && warning->find(input) == std::string::npos, "a warning holds no token");
}

}  // namespace ozibus::fuzz
