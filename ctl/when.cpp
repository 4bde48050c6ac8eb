// SPDX-License-Identifier: Apache-2.0
#include "ctl/when.h"

#include <array>
#include <ctime>

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

}  // namespace ozibus::ctl
