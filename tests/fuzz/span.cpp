// SPDX-License-Identifier: Apache-2.0
// Durations and limits of the configuration: what is read is what is written, and writes back to the same.
#include <chrono>
#include <cstdlib>
#include <string>

#include "helper/text/duration.h"
#include "helper/text/limit.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using std::chrono::milliseconds;

milliseconds unit_of(std::string_view name) {
  if (name == "ms") return milliseconds(1);
  if (name == "s") return std::chrono::seconds(1);
  if (name == "m") return std::chrono::minutes(1);
  if (name == "h") return std::chrono::hours(1);
  if (name == "d") return std::chrono::days(1);
  return milliseconds(0);
}

// Zero when it is no duration.
milliseconds as_written(const std::string& text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string::npos) return milliseconds(0);
  return std::strtoll(text.c_str(), nullptr, 10) * unit_of(std::string_view(text).substr(digits));
}

void try_duration(std::string_view input) {
  const auto duration = text::parse_duration(input);
  if (!duration) return;
  require(*duration == as_written(std::string(input)), "a duration is the number times the unit");
  require(*duration >= milliseconds(0) && *duration < std::chrono::years(11), "a duration is bounded");
  const std::string shown = text::format_duration(*duration);
  require(text::parse_duration(shown) == duration, "a duration writes back to the same");
  require(shown.size() <= input.size() || *duration == milliseconds(0),
          "a duration is shown in its largest unit");
}

void try_limit(std::string_view input) {
  const auto limit = text::parse_limit(input);
  if (!limit) return;
  require(limit->count > 0 && limit->window > milliseconds(0), "a limit allows something, and ends");
  const std::string shown = text::format_limit(*limit);
  require(text::parse_limit(shown) == limit, "a limit writes back to the same");
  require(input.starts_with(std::to_string(limit->count) + " per "), "a limit is written as it is shown");
}

}  // namespace

void run(std::string_view input) {
  try_duration(input);
  try_limit(input);
}

}  // namespace ozibus::fuzz
