// SPDX-License-Identifier: Apache-2.0
#include "server/listen_address.h"

#include <array>
#include <cstdint>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace ozibus::server {
namespace {

// By copy: the storage's bytes are read as the type they were written as.
template <typename Address>
Address as(const sockaddr_storage& storage) {
  Address address{};
  std::memcpy(&address, &storage, sizeof address);
  return address;
}

}  // namespace

Result<ListenAddress> ListenAddress::parse(const std::string& address, int port) {
  const auto network_port = htons(static_cast<std::uint16_t>(port));
  ListenAddress parsed;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (::inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = network_port;
    std::memcpy(&parsed.storage_, &v4, sizeof v4);
    parsed.size_ = sizeof v4;
    return parsed;
  }
  if (::inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = network_port;
    std::memcpy(&parsed.storage_, &v6, sizeof v6);
    parsed.size_ = sizeof v6;
    return parsed;
  }
  return failure("listen = \"" + address +
                 R"(" is no IPv4 or IPv6 address; write for example "127.0.0.1" or "::1")");
}

bool ListenAddress::is_loopback() const {
  if (storage_.ss_family == AF_INET) {
    return ntohl(as<sockaddr_in>(storage_).sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
  }
  const auto v6 = as<sockaddr_in6>(storage_);
  return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

Endpoint endpoint_of(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    const auto v4 = as<sockaddr_in>(address);
    ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return {text.data(), ntohs(v4.sin_port)};
  }
  const auto v6 = as<sockaddr_in6>(address);
  ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  return {text.data(), ntohs(v6.sin6_port)};
}

}  // namespace ozibus::server
