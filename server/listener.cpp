// SPDX-License-Identifier: Apache-2.0
#include "server/listener.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/errno_text.h"

namespace ozibus::server {
namespace {

constexpr int kShortagePauseMs = 50;

Endpoint name_of_socket(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return endpoint_of(address);
}

bool is_shortage(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Result<Listener> Listener::open(const ListenAddress& address) {
  base::UniqueFd socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  const bool listening =
      socket.valid() && ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
      ::bind(socket.get(), address.data(), address.size()) == 0 && ::listen(socket.get(), SOMAXCONN) == 0;
  if (!listening) {
    const int error = errno;
    sockaddr_storage wanted{};
    std::memcpy(&wanted, address.data(), address.size());
    const Endpoint where = endpoint_of(wanted);
    return failure("can't listen on " + where.host + " port " + std::to_string(where.port) + ": " +
                   base::errno_text(error) + "; choose another listen or port");
  }
  return Listener(std::move(socket));
}

Endpoint Listener::endpoint() const {
  return name_of_socket(socket_.get());
}

void Listener::run(int stop_fd, const std::function<void(base::UniqueFd)>& on_connection) const {
  for (;;) {
    std::array<pollfd, 2> waits{{{stop_fd, POLLIN, 0}, {socket_.get(), POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
    if (waits[0].revents != 0) return;
    if (waits[1].revents == 0) continue;
    base::UniqueFd client(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (client.valid()) {
      // A small answer must not wait for the acknowledgement of the one before.
      const int on = 1;
      ::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      on_connection(std::move(client));
    } else if (is_shortage(errno)) {
      pollfd stop{stop_fd, POLLIN, 0};
      ::poll(&stop, 1, kShortagePauseMs);
    }
    // Whatever else accept(2) reports belongs to a client that has gone already.
  }
}

}  // namespace ozibus::server
