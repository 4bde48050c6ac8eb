// SPDX-License-Identifier: Apache-2.0
// Counts on loopback what a login costs the network: connections that are opened, and TLS handshakes.
#pragma once

#include "base/unique_fd.h"

namespace ozibus::bench {

struct WireCount {
  int connections = 0;
  int handshakes = 0;
};

class WireCounter {
 public:
  WireCounter();
  // Since the last look.
  WireCount take();

 private:
  base::UniqueFd socket_;
};

}  // namespace ozibus::bench
