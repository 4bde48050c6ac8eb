// SPDX-License-Identifier: Apache-2.0
// "5 per 15m": so many events within so long, as people write it in the configuration.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ozibus::text {

struct Limit {
  int count;
  std::chrono::milliseconds window;
  friend bool operator==(const Limit&, const Limit&) = default;
};

// A whole number without sign or leading zero, one blank, "per", one blank, and a duration (duration.h)
// that is not zero. Nothing when it is anything else.
[[nodiscard]] std::optional<Limit> parse_limit(std::string_view text);

// The same the other way round.
[[nodiscard]] std::string format_limit(const Limit& limit);

}  // namespace ozibus::text
