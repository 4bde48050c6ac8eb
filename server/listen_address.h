// SPDX-License-Identifier: Apache-2.0
// The address and port to listen on: an IPv4 or IPv6 address, not a name, so that what the server
// is reachable by stands in its configuration and nowhere else.
#pragma once

#include <string>

#include <sys/socket.h>

#include "server/error.h"

namespace ozibus::server {

class ListenAddress {
 public:
  [[nodiscard]] static Result<ListenAddress> parse(const std::string& address, int port);

  [[nodiscard]] bool is_loopback() const;
  [[nodiscard]] const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  [[nodiscard]] socklen_t size() const { return size_; }
  [[nodiscard]] int family() const { return storage_.ss_family; }

 private:
  ListenAddress() = default;

  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

// An address as people write it, and its port.
struct Endpoint {
  std::string host;
  int port = 0;
};
[[nodiscard]] Endpoint endpoint_of(const sockaddr_storage& address);

}  // namespace ozibus::server
