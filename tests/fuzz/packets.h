// SPDX-License-Identifier: Apache-2.0
// The channel between module and helper, with one end that sends whatever an input says.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/unique_fd.h"
#include "protocol/codec.h"
#include "tests/fuzz/input.h"

namespace ozibus::fuzz {

struct Packet {
  std::string bytes;
  bool has_descriptor = false;  // one comes along, which no message may
};

// The tested end, and the input's.
[[nodiscard]] std::pair<base::UniqueFd, base::UniqueFd> connected();

// A frame as it should be, with one byte changed or with bytes behind it; or any bytes.
[[nodiscard]] Packet any_packet(Input& input, const protocol::FromHelper& message);
[[nodiscard]] Packet any_packet(Input& input, const protocol::FromModule& message);

// False when there is no room for it, or nobody to read it.
bool send_packet(int fd, const Packet& packet);
// Empty at the end.
[[nodiscard]] std::string receive_packet(int fd);

// Ends the process unless no descriptor has been opened, or left open, since it was made.
class NoNewDescriptor {
 public:
  NoNewDescriptor() : lowest_(lowest()) {}
  NoNewDescriptor(const NoNewDescriptor&) = delete;
  NoNewDescriptor& operator=(const NoNewDescriptor&) = delete;
  ~NoNewDescriptor();

 private:
  [[nodiscard]] static int lowest();
  int lowest_;
};

}  // namespace ozibus::fuzz
