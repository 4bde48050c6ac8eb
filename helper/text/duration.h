// SPDX-License-Identifier: Apache-2.0
// Durations as people write them in the configuration.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ozibus::text {

// "500ms", "90s", "15m", "8h", "30d": a whole number without sign or blank and one unit. Nothing when
// it is anything else or longer than ten years.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// The same the other way round, in the largest unit that needs no fraction. For durations that are
// not negative.
[[nodiscard]] std::string format_duration(std::chrono::milliseconds duration);

// "34m": rounded up to days, hours, minutes or seconds, the largest of which there are at least two.
[[nodiscard]] std::string roughly(std::chrono::milliseconds span);

}  // namespace ozibus::text
