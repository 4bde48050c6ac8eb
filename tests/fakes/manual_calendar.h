// SPDX-License-Identifier: Apache-2.0
// Time between logins that passes only when a test says so.
#pragma once

#include <chrono>

#include "helper/process/calendar.h"

namespace ozibus::fakes {

class ManualCalendar final : public process::Calendar {
 public:
  ManualCalendar() { moment_.boot.fill('a'); }

  [[nodiscard]] process::Moment now() const override { return moment_; }

  void advance(std::chrono::milliseconds span) {
    moment_.since_boot += span;
    moment_.wall += span;
  }
  // Somebody sets the system's clock; negative is back.
  void shift_wall(std::chrono::milliseconds span) { moment_.wall += span; }
  // The machine starts anew and has just got so far; its clock says that it was off for `off`.
  void restart(std::chrono::milliseconds off) {
    for (char& c : moment_.boot)
      ++c;
    moment_.since_boot = std::chrono::seconds(20);
    moment_.wall += off;
  }
  void lose_boot_id() { moment_.boot = {}; }

 private:
  process::Moment moment_{{}, std::chrono::hours(1000), std::chrono::hours(500'000)};
};

}  // namespace ozibus::fakes
