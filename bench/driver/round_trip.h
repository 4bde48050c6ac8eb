// SPDX-License-Identifier: Apache-2.0
// How far away a server is.
#pragma once

#include <string>

namespace ozibus::bench {

struct Place {
  std::string address;
  int port = 0;
};

// The median of some connections' time, in milliseconds: each takes one round trip.
double round_trip_ms(const Place& place);

}  // namespace ozibus::bench
