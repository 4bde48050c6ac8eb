// SPDX-License-Identifier: Apache-2.0
// A point in time by which something has to be done. Every wait in the project takes one.
#pragma once

#include <algorithm>
#include <chrono>
#include <limits>

#include <time.h>

namespace ozibus::base {

// std::chrono::steady_clock in all but its home: that one's now() lives in libstdc++, which the
// module does not load.
struct MonotonicClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<MonotonicClock>;
  static constexpr bool is_steady = true;

  static time_point now() noexcept {
    timespec ts{};
    ::clock_gettime(CLOCK_MONOTONIC, &ts);
    return time_point(std::chrono::seconds(ts.tv_sec) + std::chrono::nanoseconds(ts.tv_nsec));
  }
};

using Instant = MonotonicClock::time_point;

class Deadline {
 public:
  explicit constexpr Deadline(Instant at) noexcept : at_(at) {}
  [[nodiscard]] static Deadline after(std::chrono::milliseconds span) noexcept {
    return Deadline(MonotonicClock::now() + span);
  }

  [[nodiscard]] constexpr Instant at() const noexcept { return at_; }
  [[nodiscard]] bool passed() const noexcept { return MonotonicClock::now() >= at_; }

  // Rounded up, so that a wait of this length never ends before the deadline; never negative.
  [[nodiscard]] std::chrono::milliseconds remaining() const noexcept {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(at_ - MonotonicClock::now());
    return std::max(left, std::chrono::milliseconds::zero());
  }

  // The same as poll(2) wants it.
  [[nodiscard]] int poll_timeout() const noexcept {
    return static_cast<int>(
        std::min<std::chrono::milliseconds::rep>(remaining().count(), std::numeric_limits<int>::max()));
  }

  [[nodiscard]] constexpr Deadline or_sooner(Deadline other) const noexcept {
    return Deadline(std::min(at_, other.at_));
  }

 private:
  Instant at_;
};

}  // namespace ozibus::base
