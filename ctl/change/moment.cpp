// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/moment.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <system_error>

#include <time.h>

namespace ozibus::ctl::change {
namespace {

const Moment kNever;

// When the first process began, the 22nd word; the second one is a name in parentheses. A container that is
// started anew has another, though the machine goes on.
std::string beginning() {
  std::ifstream file("/proc/1/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream words(line.substr(line.rfind(')') + 1));
  constexpr int kBefore = 19;
  std::string word;
  for (int i = 0; i <= kBefore; ++i)
    words >> word;
  return word;
}

std::string boot_name() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string name;
  return file >> name ? name + "." + beginning() : kNever.boot;
}

}  // namespace

Moment now() {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  const auto uptime = std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  return {std::chrono::floor<std::chrono::milliseconds>(uptime), boot_name()};
}

bool is_over(const Moment& due, const Moment& now) {
  return due.boot == kNever.boot || due.boot != now.boot || now.uptime >= due.uptime;
}

std::string to_text(const Moment& moment) {
  return std::to_string(moment.uptime.count()) + " " + moment.boot;
}

std::optional<Moment> parse_moment(std::string_view text) {
  std::chrono::milliseconds::rep uptime = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), uptime);
  if (error != std::errc{} || end == text.end() || *end != ' ') return std::nullopt;
  const std::string_view boot(end + 1, text.end());
  if (boot.empty() || boot.find(' ') != std::string_view::npos) return std::nullopt;
  return Moment{std::chrono::milliseconds(uptime), std::string(boot)};
}

}  // namespace ozibus::ctl::change
