// SPDX-License-Identifier: Apache-2.0
// Where the server's rooms get the time from: passed in, so that a code can expire in a test
// without anybody waiting for it.
#pragma once

#include <chrono>
#include <string>

#include "base/deadline.h"

namespace ozibus::server {

using WallTime = std::chrono::system_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  // What lifetimes and limits are measured by: nobody can set it back.
  [[nodiscard]] virtual base::Instant now() const = 0;
  // What people read.
  [[nodiscard]] virtual WallTime wall_time() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return base::MonotonicClock::now(); }
  [[nodiscard]] WallTime wall_time() const override { return std::chrono::system_clock::now(); }
};

// "2026-01-31T12:34:56.789Z"
[[nodiscard]] std::string rfc3339(WallTime time);
// "12:34:56", where the server stands
[[nodiscard]] std::string time_of_day(WallTime time);

}  // namespace ozibus::server
