// SPDX-License-Identifier: Apache-2.0
#include "server/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

namespace ozibus::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFarewell{500};
constexpr std::size_t kFarewellBytes = 256 * 1024;

}  // namespace

bool Connection::open(base::Deadline deadline) {
  if (!ssl_) return true;
  for (;;) {
    ERR_clear_error();
    const int result = SSL_accept(ssl_.get());
    if (result == 1) return true;
    if (!wait_for_tls(result, deadline)) {
      broken_ = true;
      return false;
    }
  }
}

bool Connection::wait_for_request(int stop_fd, base::Deadline deadline) {
  if (broken_) return false;
  if (is_readable()) return true;
  for (;;) {
    std::array<pollfd, 2> waits{{{stop_fd, POLLIN, 0}, {socket_, POLLIN, 0}}};
    const int ready = ::poll(waits.data(), waits.size(), deadline.poll_timeout());
    if (ready < 0 && errno == EINTR) continue;
    return ready > 0 && waits[0].revents == 0;
  }
}

void Connection::allow(std::size_t bytes, base::Deadline deadline) {
  allowed_ = bytes;
  deadline_ = deadline;
}

ssize_t Connection::read(char* out, std::size_t size) {
  if (begin_ == end_ && !fill()) return broken_ ? -1 : 0;
  const std::size_t taken = std::min({size, end_ - begin_, allowed_});
  if (taken == 0) {
    broken_ = true;
    return -1;
  }
  std::copy_n(buffer_.data() + begin_, taken, out);
  begin_ += taken;
  allowed_ -= taken;
  return static_cast<ssize_t>(taken);
}

// False at the end of the stream, and when it broke.
bool Connection::fill() {
  for (;;) {
    const ssize_t got = receive();
    if (got > 0) {
      begin_ = 0;
      end_ = static_cast<std::size_t>(got);
      return true;
    }
    if (got == 0) return false;
    const bool again = ssl_ ? wait_for_tls(static_cast<int>(got), deadline_)
                            : (errno == EINTR || (errno == EAGAIN && wait(POLLIN, deadline_)));
    if (!again) {
      broken_ = true;
      return false;
    }
  }
}

ssize_t Connection::receive() {
  if (!ssl_) return ::recv(socket_, buffer_.data(), buffer_.size(), 0);
  ERR_clear_error();
  const int got = SSL_read(ssl_.get(), buffer_.data(), static_cast<int>(buffer_.size()));
  if (got > 0) return got;
  return SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  if (broken_ || size == 0) return broken_ ? -1 : 0;
  for (;;) {
    ssize_t sent = -1;
    if (ssl_) {
      ERR_clear_error();
      sent = SSL_write(ssl_.get(), bytes,
                       static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max())));
    } else {
      sent = ::send(socket_, bytes, size, MSG_NOSIGNAL);
    }
    if (sent > 0) return sent;
    const bool again = ssl_ ? wait_for_tls(static_cast<int>(sent), deadline_)
                            : (errno == EINTR || (errno == EAGAIN && wait(POLLOUT, deadline_)));
    if (!again) {
      broken_ = true;
      return -1;
    }
  }
}

bool Connection::is_readable() {
  return begin_ != end_ || (ssl_ && SSL_pending(ssl_.get()) > 0);
}

void Connection::close() {
  if (ssl_ && !broken_) SSL_shutdown(ssl_.get());
  ERR_clear_error();
  ::shutdown(socket_, SHUT_WR);
  const auto deadline = base::Deadline::after(kFarewell);
  std::size_t drained = 0;
  while (drained < kFarewellBytes && wait(POLLIN, deadline)) {
    const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) break;
    drained += static_cast<std::size_t>(got);
  }
}

Endpoint Connection::peer() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return endpoint_of(address);
}

bool Connection::wait(short events, base::Deadline deadline) const {
  for (;;) {
    pollfd socket{socket_, events, 0};
    const int ready = ::poll(&socket, 1, deadline.poll_timeout());
    if (ready < 0 && errno == EINTR) continue;
    return ready > 0;
  }
}

bool Connection::wait_for_tls(int result, base::Deadline deadline) const {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return wait(POLLIN, deadline);
    case SSL_ERROR_WANT_WRITE:
      return wait(POLLOUT, deadline);
    default:
      return false;
  }
}

}  // namespace ozibus::server
