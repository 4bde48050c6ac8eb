// SPDX-License-Identifier: Apache-2.0
// When the last N events were: what a sliding window needs to know.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "helper/ledger/passing_time.h"
#include "helper/text/limit.h"

namespace ozibus::ledger {

template <std::size_t N>
struct History {
  std::uint32_t count;
  std::uint32_t unused;
  std::array<Time, N> times;  // the oldest first; `count` of them

  void add(Time now) noexcept {
    if (count == N) {
      std::copy(times.begin() + 1, times.end(), times.begin());
      --count;
    }
    times[count++] = now;
  }

  void fill(Time now) noexcept {
    times.fill(now);
    count = N;
  }

  void clear() noexcept { *this = {}; }

  // Takes back one event of that time.
  void remove(Time time) noexcept {
    const auto end = times.begin() + count;
    const auto found = std::find(times.begin(), end, time);
    if (found == end) return;
    std::copy(found + 1, end, found);
    times[--count] = 0;
  }

  // How many more events the limit allows now.
  [[nodiscard]] int left(const text::Limit& limit, Time now) const noexcept {
    const Time begin = now - limit.window.count();
    const auto recent =
        std::count_if(times.begin(), times.begin() + count, [begin](Time time) { return time > begin; });
    return std::max(0, limit.count - static_cast<int>(recent));
  }

  // How long it takes until the limit allows one more; nothing when it does now.
  [[nodiscard]] std::optional<std::chrono::milliseconds> full_for(const text::Limit& limit,
                                                                  Time now) const noexcept {
    if (left(limit, now) > 0) return std::nullopt;
    const Time oldest_that_counts = times[count - static_cast<std::uint32_t>(limit.count)];
    return std::chrono::milliseconds(oldest_that_counts + limit.window.count() - now);
  }

  // Whether it could have come about by that time.
  [[nodiscard]] bool is_sane(Time now) const noexcept {
    return count <= N && std::is_sorted(times.begin(), times.begin() + count) &&
           (count == 0 || (times.front() >= 0 && times[count - 1] <= now));
  }
};

}  // namespace ozibus::ledger
