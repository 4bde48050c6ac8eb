// SPDX-License-Identifier: Apache-2.0
#include "helper/process/calendar.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/unique_fd.h"

namespace ozibus::process {
namespace {

std::chrono::milliseconds read_clock(clockid_t clock) {
  timespec ts{};
  ::clock_gettime(clock, &ts);
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::seconds(ts.tv_sec) +
                                                       std::chrono::nanoseconds(ts.tv_nsec));
}

}  // namespace

SystemCalendar::SystemCalendar() {
  const base::UniqueFd file(::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
  if (!file.valid() || ::read(file.get(), boot_.data(), boot_.size()) != static_cast<ssize_t>(boot_.size())) {
    boot_ = {};
  }
}

Moment SystemCalendar::now() const {
  return {boot_, read_clock(CLOCK_BOOTTIME), read_clock(CLOCK_REALTIME)};
}

}  // namespace ozibus::process
