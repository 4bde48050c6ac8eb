// SPDX-License-Identifier: Apache-2.0
#include "ctl/when.h"

#include <array>
#include <ctime>

#include "helper/text/duration.h"

namespace ozibus::ctl {

std::string local_time(std::chrono::seconds time) {
  const std::time_t seconds = time.count();
  std::tm fields{};
  ::localtime_r(&seconds, &fields);
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %z", &fields)};
}

std::string utc_time(std::chrono::seconds time) {
  const std::time_t seconds = time.count();
  std::tm fields{};
  ::gmtime_r(&seconds, &fields);
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &fields)};
}

std::string roughly(std::chrono::milliseconds span) {
  using namespace std::chrono;
  if (span >= days(2)) return text::format_duration(ceil<days>(span));
  if (span >= hours(2)) return text::format_duration(ceil<hours>(span));
  if (span >= minutes(2)) return text::format_duration(ceil<minutes>(span));
  return text::format_duration(ceil<seconds>(span));
}

}  // namespace ozibus::ctl
