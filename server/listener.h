// SPDX-License-Identifier: Apache-2.0
// The socket that waits for clients. Hands each one over, rides out a shortage of descriptors or
// memory, and ends when its stop descriptor becomes readable.
#pragma once

#include <functional>

#include "base/unique_fd.h"
#include "server/listen_address.h"

namespace ozibus::server {

class Listener {
 public:
  [[nodiscard]] static Result<Listener> open(const ListenAddress& address);

  [[nodiscard]] Endpoint endpoint() const;
  void run(int stop_fd, const std::function<void(base::UniqueFd)>& on_connection) const;

 private:
  explicit Listener(base::UniqueFd socket) : socket_(std::move(socket)) {}

  base::UniqueFd socket_;
};

}  // namespace ozibus::server
