// SPDX-License-Identifier: Apache-2.0
// A record's own time, in milliseconds. It never goes back, and the system's clock can't make it jump while
// the machine runs: between two logins it goes on by what the kernel has counted since it started. Only
// over a restart is the system's clock asked, and then time that would be negative is none.
#pragma once

#include <algorithm>
#include <cstdint>

#include "helper/process/calendar.h"

namespace ozibus::ledger {

using Time = std::int64_t;

struct PassingTime {
  process::BootId boot;
  std::uint32_t unused;
  std::int64_t since_boot;
  std::int64_t wall;
  Time time;

  // Whether the kernel has counted ever since set(). If not, set() has to be called: at() follows the
  // system's clock until then, or stands still when that was set back.
  [[nodiscard]] bool is_counted_by(const process::Moment& moment) const noexcept {
    return boot == moment.boot && boot != process::BootId{} && since_boot <= moment.since_boot.count();
  }

  [[nodiscard]] Time at(const process::Moment& moment) const noexcept {
    const std::int64_t passed =
        is_counted_by(moment) ? moment.since_boot.count() - since_boot : moment.wall.count() - wall;
    return time + std::max<std::int64_t>(passed, 0);
  }

  // Whether adding to it can't overflow.
  [[nodiscard]] bool is_sane() const noexcept {
    constexpr std::int64_t kMost = std::int64_t{1} << 50;  // some 35,000 years
    return std::max({time, since_boot, wall}) <= kMost && std::min({time, since_boot, wall}) >= 0;
  }

  void set(const process::Moment& moment) noexcept {
    time = at(moment);
    boot = moment.boot;
    since_boot = moment.since_boot.count();
    wall = moment.wall.count();
  }
};

}  // namespace ozibus::ledger
