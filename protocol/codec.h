// SPDX-License-Identifier: Apache-2.0
// Messages to bytes and back. A frame is 'O', 'Z', the version, the kind of message, then its fields:
// numbers in little-endian order, texts as a 16-bit length and the bytes. The first four bytes keep
// their meaning in every version. Frames that are not exactly of this form are refused, and so is
// any text that the kind of message does not allow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <tl/expected.hpp>

#include "protocol/messages.h"

namespace ozibus::protocol {

enum class Misread {
  Garbled,
  OtherVersion,  // the version is frame[2]
};

// The length of the frame written to `frame`, or 0 when the message breaks a limit of messages.h.
[[nodiscard]] std::size_t encode(const FromModule& message, std::span<char, kMaxFrame> frame) noexcept;
[[nodiscard]] std::size_t encode(const FromHelper& message, std::span<char, kMaxFrame> frame) noexcept;

template <typename Message>
[[nodiscard]] tl::expected<Message, Misread> decode(std::span<const char> frame) noexcept;

template <>
tl::expected<FromModule, Misread> decode<FromModule>(std::span<const char> frame) noexcept;
template <>
tl::expected<FromHelper, Misread> decode<FromHelper>(std::span<const char> frame) noexcept;

}  // namespace ozibus::protocol
