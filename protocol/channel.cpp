// SPDX-License-Identifier: Apache-2.0
#include "protocol/channel.h"

#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

namespace ozibus::protocol {
namespace {

// Waits for `events`, however often a signal handler of the host comes in between.
tl::expected<void, Fault> wait_for(int fd, short events, base::Deadline deadline) noexcept {
  for (;;) {
    pollfd waiting{fd, events, 0};
    const int ready = ::poll(&waiting, 1, deadline.poll_timeout());
    if (ready > 0) return {};
    if (ready == 0 && deadline.passed()) return tl::unexpected(Fault::TimedOut);
    if (ready < 0 && errno != EINTR) return tl::unexpected(Fault::System);
    if (ready < 0 && deadline.passed()) return tl::unexpected(Fault::TimedOut);
  }
}

bool try_again(int error) noexcept {
  return error == EINTR || error == EAGAIN || error == EWOULDBLOCK;
}

}  // namespace

tl::expected<void, Fault> PacketSocket::send_packet(std::size_t size, base::Deadline deadline) noexcept {
  for (;;) {
    if (const auto ready = wait_for(fd_.get(), POLLOUT, deadline); !ready) return ready;
    const ssize_t sent = ::send(fd_.get(), buffer_.data(), size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && try_again(errno)) continue;
    const int error = errno;
    base::wipe(buffer_.span());
    errno = error;
    if (sent >= 0) return {};
    return tl::unexpected(error == EPIPE || error == ECONNRESET ? Fault::Closed : Fault::System);
  }
}

tl::expected<std::size_t, Fault> PacketSocket::receive_packet(base::Deadline deadline) noexcept {
  base::wipe(buffer_.span());
  for (;;) {
    if (const auto ready = wait_for(fd_.get(), POLLIN, deadline); !ready)
      return tl::unexpected(ready.error());
    iovec into{buffer_.data(), kMaxFrame};
    msghdr header{};
    header.msg_iov = &into;
    header.msg_iovlen = 1;
    const ssize_t size = ::recvmsg(fd_.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    // ECONNRESET comes once, before what the other end sent, when it left without reading all of ours.
    if (size < 0 && (try_again(errno) || errno == ECONNRESET)) continue;
    if (size < 0) return tl::unexpected(Fault::System);
    // An empty packet and the end of the stream look alike, and no frame is empty.
    if (size == 0) return tl::unexpected(Fault::Closed);
    // No frame is cut, and none carries a descriptor (the kernel has dropped what came along).
    if ((header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return tl::unexpected(Fault::Garbled);
    return static_cast<std::size_t>(size);
  }
}

}  // namespace ozibus::protocol
