// SPDX-License-Identifier: Apache-2.0
#include "helper/process/calendar.h"

#include <chrono>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::process {
namespace {

TEST(SystemCalendar, names_the_start_of_this_machine) {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string boot;
  ASSERT_TRUE(std::getline(file, boot));
  const Moment moment = SystemCalendar().now();
  EXPECT_EQ(std::string(moment.boot.begin(), moment.boot.end()), boot);
}

TEST(SystemCalendar, names_the_same_start_each_time) {
  EXPECT_EQ(SystemCalendar().now().boot, SystemCalendar().now().boot);
  EXPECT_NE(SystemCalendar().now().boot, BootId{});
}

TEST(SystemCalendar, counts_from_the_start_of_the_machine_and_never_back) {
  double uptime = 0;
  ASSERT_TRUE(std::ifstream("/proc/uptime") >> uptime);
  const SystemCalendar calendar;
  auto last = calendar.now().since_boot;
  // /proc/uptime has hundredths.
  EXPECT_GE(std::chrono::duration<double>(last).count(), uptime - 0.01);
  for (int i = 0; i < 1000; ++i) {
    const auto next = calendar.now().since_boot;
    ASSERT_GE(next, last);
    last = next;
  }
}

TEST(SystemCalendar, reads_the_systems_clock) {
  using std::chrono::system_clock;
  const auto whole = [](system_clock::time_point time) {
    return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
  };
  const auto before = whole(system_clock::now());
  const auto wall = SystemCalendar().now().wall;
  const auto after = whole(system_clock::now());
  EXPECT_GE(wall, before);
  EXPECT_LE(wall, after);
}

}  // namespace
}  // namespace ozibus::process
