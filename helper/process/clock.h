// SPDX-License-Identifier: Apache-2.0
// The port to the time that passes during a login.
#pragma once

#include "base/deadline.h"

namespace ozibus::process {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual base::Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return base::MonotonicClock::now(); }
};

}  // namespace ozibus::process
