// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/far_link.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <fstream>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "bench/driver/process_tree.h"

namespace ozibus::bench {
namespace {

struct Packet {
  Clock::time_point due;
  std::vector<char> bytes;
};

base::UniqueFd open_tun(const std::string& device) {
  base::UniqueFd tun(::open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK));
  ifreq request{};
  device.copy(request.ifr_name, IFNAMSIZ - 1);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (!tun.valid() || ::ioctl(tun.get(), TUNSETIFF, &request) != 0) {
    throw std::system_error(errno, std::generic_category(), "/dev/net/tun");
  }
  return tun;
}

// The sum over both addresses stays the same, and with it each checksum.
void swap_addresses(std::vector<char>& packet) {
  constexpr std::ptrdiff_t kSource = 12;
  constexpr std::ptrdiff_t kDestination = 16;
  const auto at = packet.begin();
  if (packet.size() >= 20) std::swap_ranges(at + kSource, at + kDestination, at + kDestination);
}

// Waking up takes a sleeper tens of microseconds, which no wire adds: the last moments are waited through
// awake.
constexpr std::chrono::microseconds kAwake{200};

timespec until(Clock::time_point due) {
  const auto left = std::max(due - Clock::now() - kAwake, Clock::duration::zero());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  return {seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
}

}  // namespace

void serve_far_link(const std::string& device, std::chrono::microseconds one_way, const std::string& ready) {
  const base::UniqueFd tun = open_tun(device);
  std::ofstream(ready) << device << '\n';
  // Wake up when asked, not some fifty microseconds later.
  ::prctl(PR_SET_TIMERSLACK, 1UL, 0, 0, 0);
  std::deque<Packet> under_way;
  for (;;) {
    pollfd arriving{tun.get(), POLLIN, 0};
    const timespec wait = under_way.empty() ? timespec{} : until(under_way.front().due);
    ::ppoll(&arriving, 1, under_way.empty() ? nullptr : &wait, nullptr);
    char buffer[65536];
    for (ssize_t size = 0; (size = ::read(tun.get(), buffer, sizeof buffer)) > 0;)
      under_way.push_back({Clock::now() + one_way, {buffer, buffer + size}});
    while (!under_way.empty() && under_way.front().due <= Clock::now()) {
      swap_addresses(under_way.front().bytes);
      // A packet that is not taken is lost, as on any network.
      (void)!::write(tun.get(), under_way.front().bytes.data(), under_way.front().bytes.size());
      under_way.pop_front();
    }
  }
}

}  // namespace ozibus::bench
