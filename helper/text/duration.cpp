// SPDX-License-Identifier: Apache-2.0
#include "helper/text/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace ozibus::text {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  milliseconds length;
};

// The largest first: format_duration() takes the first that fits.
constexpr std::array kUnits = {
    Unit{"d", std::chrono::days(1)},    Unit{"h", std::chrono::hours(1)}, Unit{"m", std::chrono::minutes(1)},
    Unit{"s", std::chrono::seconds(1)}, Unit{"ms", milliseconds(1)},
};
constexpr milliseconds kLongest = std::chrono::floor<milliseconds>(std::chrono::years(10));

}  // namespace

std::optional<milliseconds> parse_duration(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [unit_begin, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || text.front() == '-') return std::nullopt;

  const std::string_view name(unit_begin, static_cast<std::size_t>(end - unit_begin));
  const auto unit = std::ranges::find(kUnits, name, &Unit::name);
  if (unit == kUnits.end() || number > kLongest / unit->length) return std::nullopt;
  return number * unit->length;
}

std::string format_duration(milliseconds duration) {
  if (duration == milliseconds::zero()) return "0s";
  const auto fits = [duration](const Unit& unit) { return duration % unit.length == milliseconds::zero(); };
  const auto unit = std::ranges::find_if(kUnits, fits);
  return std::to_string(duration / unit->length).append(unit->name);
}

std::string roughly(std::chrono::milliseconds span) {
  using namespace std::chrono;
  if (span >= days(2)) return format_duration(ceil<days>(span));
  if (span >= hours(2)) return format_duration(ceil<hours>(span));
  if (span >= minutes(2)) return format_duration(ceil<minutes>(span));
  return format_duration(ceil<seconds>(span));
}

}  // namespace ozibus::text
