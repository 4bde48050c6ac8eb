// SPDX-License-Identifier: Apache-2.0
// The port to the time that passes between logins.
#pragma once

#include <array>
#include <chrono>

namespace ozibus::process {

// One for each start of the kernel: the text of /proc/sys/kernel/random/boot_id. All zero when that can't
// be read.
using BootId = std::array<char, 36>;

struct Moment {
  BootId boot;
  std::chrono::milliseconds since_boot;  // CLOCK_BOOTTIME: nobody can set it, and it goes on in a suspend
  std::chrono::milliseconds wall;        // since 1970; it can jump both ways
};

class Calendar {
 public:
  virtual ~Calendar() = default;
  [[nodiscard]] virtual Moment now() const = 0;
};

class SystemCalendar final : public Calendar {
 public:
  SystemCalendar();
  [[nodiscard]] Moment now() const override;

 private:
  BootId boot_{};
};

}  // namespace ozibus::process
