// SPDX-License-Identifier: Apache-2.0
// A clock that stands still until a test moves it.
#pragma once

#include "helper/process/clock.h"

namespace ozibus::fakes {

class ManualClock final : public process::Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return now_; }
  void advance(std::chrono::milliseconds span) { now_ += span; }

 private:
  // Far from zero, so that a forgotten time stands out.
  base::Instant now_{std::chrono::hours(1000)};
};

}  // namespace ozibus::fakes
