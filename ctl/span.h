// SPDX-License-Identifier: Apache-2.0
// How long a bypass, or a change that is not confirmed, may last.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace ozibus::ctl {

inline constexpr std::string_view kBypassSpans =
    "a duration from 1s to 7d such as 30m, or 0s to end a bypass";

inline constexpr std::string_view kRevertSpans = "a duration from 1s to 1h such as 5m";

// Nothing for whatever is not one of kRevertSpans.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_revert_span(std::string_view text);

// Nothing for whatever is not one of kBypassSpans.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_bypass_span(std::string_view text);

}  // namespace ozibus::ctl
