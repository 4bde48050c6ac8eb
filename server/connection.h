// SPDX-License-Identifier: Apache-2.0
// One client's connection, plain or TLS. No wait on it is without an end, and no request may take
// more bytes or time than it was allowed: what goes beyond breaks the connection.
#pragma once

#include <cstddef>
#include <utility>

#include <sys/types.h>

#include "base/deadline.h"
#include "base/wipe.h"
#include "server/listen_address.h"
#include "server/tls.h"

namespace ozibus::server {

class Connection {
 public:
  // `ssl` is a session on this socket, or null for plain HTTP. The socket is borrowed, and does not block.
  Connection(int socket, SslPtr ssl) : socket_(socket), ssl_(std::move(ssl)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Negotiates TLS; nothing to do on a plain connection.
  [[nodiscard]] bool open(base::Deadline deadline);
  // False when the server stops, the deadline passes or the connection broke.
  [[nodiscard]] bool wait_for_request(int stop_fd, base::Deadline deadline);
  // What reading and answering the next request may take.
  void allow(std::size_t bytes, base::Deadline deadline);

  // As read(2) and write(2): 0 at the end, negative when the connection is broken.
  [[nodiscard]] ssize_t read(char* out, std::size_t size);
  [[nodiscard]] ssize_t write(const char* bytes, std::size_t size);
  [[nodiscard]] bool is_readable();
  // Says goodbye. What the client still sends is read for a moment: a socket that is closed with
  // unread bytes resets the connection, and the answer could be lost with it.
  void close();

  [[nodiscard]] bool is_broken() const { return broken_; }
  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] Endpoint peer() const;

 private:
  [[nodiscard]] bool fill();
  [[nodiscard]] bool wait(short events, base::Deadline deadline) const;
  // Waits for what OpenSSL lacks after a call that returned `result`; false when waiting is no use.
  [[nodiscard]] bool wait_for_tls(int result, base::Deadline deadline) const;
  [[nodiscard]] ssize_t receive();

  int socket_;
  SslPtr ssl_;
  base::WipedArray<4096> buffer_;  // holds keys and codes on their way
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t allowed_ = 0;
  base::Deadline deadline_ = base::Deadline(base::Instant{});
  bool broken_ = false;
};

}  // namespace ozibus::server
