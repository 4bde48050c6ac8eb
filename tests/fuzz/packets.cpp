// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/packets.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using Frame = std::array<char, protocol::kMaxFrame>;

// Room for all that a login may say, and more.
void widen(int fd) {
  const int size = 1 << 20;
  (void)::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}

template <typename Message>
std::string frame_of(const Message& message) {
  Frame frame{};
  return {frame.data(), protocol::encode(message, frame)};
}

Packet changed(Input& input, std::string bytes) {
  Packet packet{std::move(bytes)};
  switch (input.number(5)) {
    case 0:
      break;
    case 1: {
      const std::size_t at = input.number(256);
      const auto difference = static_cast<char>(input.number(256));
      if (!packet.bytes.empty()) packet.bytes[at % packet.bytes.size()] ^= difference;
      break;
    }
    case 2:
      packet.bytes.append(input.line());
      break;
    case 3:
      packet.bytes = input.line();
      break;
    default:
      packet.has_descriptor = true;
  }
  return packet;
}

}  // namespace

std::pair<base::UniqueFd, base::UniqueFd> connected() {
  std::array<int, 2> ends{};
  require(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0, "a channel is made");
  widen(ends[0]);
  widen(ends[1]);
  return {base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
}

Packet any_packet(Input& input, const protocol::FromHelper& message) {
  return changed(input, frame_of(message));
}

Packet any_packet(Input& input, const protocol::FromModule& message) {
  return changed(input, frame_of(message));
}

bool send_packet(int fd, const Packet& packet) {
  std::string bytes = packet.bytes;
  iovec content{bytes.data(), bytes.size()};
  msghdr header{};
  header.msg_iov = &content;
  header.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> beside{};
  if (packet.has_descriptor) {
    header.msg_control = beside.data();
    header.msg_controllen = beside.size();
    cmsghdr* const rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
  }
  return ::sendmsg(fd, &header, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
}

std::string receive_packet(int fd) {
  Frame frame{};
  ssize_t size = 0;
  do {
    size = ::recv(fd, frame.data(), frame.size(), 0);
    // It comes once, when the other end has left without reading all.
  } while (size < 0 && errno == ECONNRESET);
  return size > 0 ? std::string(frame.data(), static_cast<std::size_t>(size)) : std::string();
}

NoNewDescriptor::~NoNewDescriptor() {
  require(lowest() == lowest_, "no descriptor is taken over or left open");
}

int NoNewDescriptor::lowest() {
  return base::UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC)).get();
}

}  // namespace ozibus::fuzz
