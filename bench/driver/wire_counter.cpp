// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/wire_counter.h"

#include <cerrno>
#include <span>
#include <system_error>

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace ozibus::bench {
namespace {

using Bytes = std::span<const unsigned char>;

constexpr std::size_t kProtocolAt = 9;
constexpr std::size_t kTcpFlagsAt = 13;
constexpr unsigned kSyn = 0x02;
constexpr unsigned kAck = 0x10;

std::size_t words(unsigned char nibble) {
  return std::size_t{4} * nibble;
}

bool is_client_hello(Bytes payload) {
  constexpr unsigned char kHandshakeRecord = 0x16;
  constexpr unsigned char kClientHello = 0x01;
  return payload.size() > 5 && payload[0] == kHandshakeRecord && payload[5] == kClientHello;
}

void count(Bytes packet, WireCount& counts) {
  if (packet.size() < 40 || packet[kProtocolAt] != IPPROTO_TCP) return;
  const Bytes tcp = packet.subspan(words(packet[0] & 0x0f));
  if ((tcp[kTcpFlagsAt] & (kSyn | kAck)) == kSyn) ++counts.connections;
  const std::size_t header = words(tcp[12] >> 4);
  if (tcp.size() > header && is_client_hello(tcp.subspan(header))) ++counts.handshakes;
}

}  // namespace

// Bound to one protocol, it is shown what comes and not what goes: on loopback each packet once.
WireCounter::WireCounter()
    : socket_(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_IP))) {
  sockaddr_ll loopback{};
  loopback.sll_family = AF_PACKET;
  loopback.sll_protocol = htons(ETH_P_IP);
  loopback.sll_ifindex = static_cast<int>(::if_nametoindex("lo"));
  if (!socket_.valid() ||
      ::bind(socket_.get(), reinterpret_cast<sockaddr*>(&loopback), sizeof loopback) != 0) {
    throw std::system_error(errno, std::generic_category(), "listen to loopback");
  }
}

WireCount WireCounter::take() {
  WireCount counts;
  unsigned char packet[256];
  for (;;) {
    const ssize_t got = ::recv(socket_.get(), packet, sizeof packet, 0);
    if (got < 0) return counts;
    count({packet, static_cast<std::size_t>(got)}, counts);
  }
}

}  // namespace ozibus::bench
