// SPDX-License-Identifier: Apache-2.0
// A network that is half a round trip away, for kernels that can't emulate one: what is sent to the address
// beyond the link comes back as if from there, some time later. So whoever connects to the far address
// reaches the server on the near one, and every packet of both takes its time.
#pragma once

#include <chrono>
#include <string>

namespace ozibus::bench {

// Makes the tun device of that name and never returns. `ready` is made once the device is there; giving it
// addresses is left to ip(8).
[[noreturn]] void serve_far_link(const std::string& device, std::chrono::microseconds one_way,
                                 const std::string& ready);

}  // namespace ozibus::bench
