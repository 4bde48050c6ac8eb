// SPDX-License-Identifier: Apache-2.0
// One end of the SOCK_SEQPACKET pair: a frame is one packet, so there is no framing to get wrong.
// Whatever was sent or received is wiped from the buffer with the channel, or before the next frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <tl/expected.hpp>

#include "base/deadline.h"
#include "base/unique_fd.h"
#include "base/wipe.h"
#include "protocol/codec.h"

namespace ozibus::protocol {

enum class Fault {
  TimedOut,
  Closed,        // the other end is gone and has left nothing unread
  Garbled,       // not a frame, or a frame that only the other end may send
  OtherVersion,  // see Channel::peer_version()
  System,        // see errno
};

// The untyped half: packets in and out of one buffer.
class PacketSocket {
 public:
  explicit PacketSocket(base::UniqueFd fd) noexcept : fd_(std::move(fd)) {}

  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  [[nodiscard]] std::span<char, kMaxFrame> buffer() noexcept {
    return std::span<char, kMaxFrame>(buffer_.data(), kMaxFrame);
  }

  // Sends the first `size` bytes of the buffer and wipes them.
  [[nodiscard]] tl::expected<void, Fault> send_packet(std::size_t size, base::Deadline deadline) noexcept;
  // The size of the packet that now stands in the buffer.
  [[nodiscard]] tl::expected<std::size_t, Fault> receive_packet(base::Deadline deadline) noexcept;

 private:
  base::UniqueFd fd_;
  base::WipedArray<kMaxFrame> buffer_;
};

// The module's end is Channel<FromModule, FromHelper>, the helper's has them swapped: neither can
// send what it should receive.
template <typename Out, typename In>
class Channel {
 public:
  explicit Channel(base::UniqueFd fd) noexcept : socket_(std::move(fd)) {}

  [[nodiscard]] tl::expected<void, Fault> send(const Out& message, base::Deadline deadline) noexcept {
    const std::size_t size = encode(message, socket_.buffer());
    if (size == 0) return tl::unexpected(Fault::Garbled);
    return socket_.send_packet(size, deadline);
  }

  // The message's texts stand until the next call.
  [[nodiscard]] tl::expected<In, Fault> receive(base::Deadline deadline) noexcept {
    const auto size = socket_.receive_packet(deadline);
    if (!size) return tl::unexpected(size.error());
    const auto message = decode<In>({socket_.buffer().data(), *size});
    if (message) return *message;
    if (message.error() == Misread::OtherVersion) {
      peer_version_ = static_cast<std::uint8_t>(socket_.buffer().data()[2]);
      return tl::unexpected(Fault::OtherVersion);
    }
    return tl::unexpected(Fault::Garbled);
  }

  [[nodiscard]] std::uint8_t peer_version() const noexcept { return peer_version_; }
  // For poll(2): readable when the other end has spoken or is gone.
  [[nodiscard]] int fd() const noexcept { return socket_.fd(); }

 private:
  PacketSocket socket_;
  std::uint8_t peer_version_ = kVersion;
};

using ModuleEnd = Channel<FromModule, FromHelper>;
using HelperEnd = Channel<FromHelper, FromModule>;

}  // namespace ozibus::protocol
