// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/round_trip.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/unique_fd.h"
#include "bench/driver/process_tree.h"

namespace ozibus::bench {
namespace {

double connect_once(const sockaddr_in& there) {
  const base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto began = Clock::now();
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
    throw std::system_error(errno, std::generic_category(), "connect to the far server");
  return milliseconds(Clock::now() - began);
}

}  // namespace

double round_trip_ms(const Place& place) {
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(static_cast<in_port_t>(place.port));
  ::inet_pton(AF_INET, place.address.c_str(), &there.sin_addr);
  std::array<double, 21> took{};
  std::ranges::generate(took, [&] { return connect_once(there); });
  std::ranges::sort(took);
  return took[took.size() / 2];
}

}  // namespace ozibus::bench
