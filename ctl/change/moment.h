// SPDX-License-Identifier: Apache-2.0
// A point in time that nobody moves by setting the clock, and that a restart ends, be it of a container.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ozibus::ctl::change {

struct Moment {
  std::chrono::milliseconds uptime{0};  // suspended time counts as well
  std::string boot = "-";               // names this run of the machine, or of the container

  bool operator==(const Moment&) const = default;
};

[[nodiscard]] Moment now();

// Whether the time has come. It has after a restart, and when the kernel does not tell which run this is.
[[nodiscard]] bool is_over(const Moment& due, const Moment& now);

// "123456 5a3c...", and back.
[[nodiscard]] std::string to_text(const Moment& moment);
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

}  // namespace ozibus::ctl::change
