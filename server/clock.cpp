// SPDX-License-Identifier: Apache-2.0
#include "server/clock.h"

#include <array>
#include <cstdio>

#include <time.h>

namespace ozibus::server {

std::string rfc3339(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time - seconds).count();
  const std::time_t since_epoch = seconds.time_since_epoch().count();
  tm parts{};
  (void)::gmtime_r(&since_epoch, &parts);
  std::array<char, 32> date{};
  (void)std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::array<char, 48> text{};
  (void)std::snprintf(text.data(), text.size(), "%s.%03dZ", date.data(), static_cast<int>(milliseconds));
  return text.data();
}

std::string time_of_day(WallTime time) {
  const std::time_t since_epoch = std::chrono::system_clock::to_time_t(time);
  tm parts{};
  (void)::localtime_r(&since_epoch, &parts);
  std::array<char, 16> text{};
  (void)std::strftime(text.data(), text.size(), "%H:%M:%S", &parts);
  return text.data();
}

}  // namespace ozibus::server
