// SPDX-License-Identifier: Apache-2.0
// Frames between module and helper: for each message there is one frame, and one side that sends it.
#include <array>

#include "protocol/codec.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

template <typename Message>
bool is_frame_of(std::string_view input) {
  const auto message = protocol::decode<Message>({input.data(), input.size()});
  if (!message) return false;
  std::array<char, protocol::kMaxFrame> frame{};
  const std::size_t size = protocol::encode(*message, frame);
  require(std::string_view(frame.data(), size) == input, "what was decoded encodes to the same bytes");
  return true;
}

}  // namespace

void run(std::string_view input) {
  const bool from_module = is_frame_of<protocol::FromModule>(input);
  const bool from_helper = is_frame_of<protocol::FromHelper>(input);
  require(!from_module || !from_helper, "no frame is good in both directions");
}

}  // namespace ozibus::fuzz
