// SPDX-License-Identifier: Apache-2.0
// Times and durations, for people and for programs. A time is given in seconds since 1970.
#pragma once

#include <chrono>
#include <string>

namespace ozibus::ctl {

// "2025-03-01 14:05:09 +1100", in the machine's time zone.
[[nodiscard]] std::string local_time(std::chrono::seconds time);

// "2025-03-01T03:05:09Z".
[[nodiscard]] std::string utc_time(std::chrono::seconds time);

}  // namespace ozibus::ctl
