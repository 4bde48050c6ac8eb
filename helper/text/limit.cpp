// SPDX-License-Identifier: Apache-2.0
#include "helper/text/limit.h"

#include <charconv>
#include <system_error>

#include "helper/text/duration.h"

namespace ozibus::text {
namespace {

constexpr std::string_view kPer = " per ";

}  // namespace

std::optional<Limit> parse_limit(std::string_view text) {
  int count = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || text.front() == '-' || text.front() == '0') return std::nullopt;

  std::string_view rest(stop, static_cast<std::size_t>(end - stop));
  if (!rest.starts_with(kPer)) return std::nullopt;
  rest.remove_prefix(kPer.size());
  const auto window = parse_duration(rest);
  if (!window || *window == std::chrono::milliseconds::zero()) return std::nullopt;
  return Limit{count, *window};
}

std::string format_limit(const Limit& limit) {
  return std::to_string(limit.count).append(kPer) + format_duration(limit.window);
}

}  // namespace ozibus::text
