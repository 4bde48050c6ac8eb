// SPDX-License-Identifier: Apache-2.0
// How many messages one recipient may get in a span of time, so that nobody's telephone can be made
// to ring all night. Remembers a bounded number of recipients.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "server/clock.h"
#include "server/expiring_map.h"
#include "server/keyed_hash.h"

namespace ozibus::server {

struct Rate {
  int count = 30;
  std::chrono::milliseconds span = std::chrono::hours(1);
};

class SendLimit {
 public:
  SendLimit(Rate rate, const Clock& clock, std::size_t capacity)
      : rate_(rate), clock_(clock), recent_(capacity) {}

  // Counts one message, or says how long to wait until the next may be sent.
  [[nodiscard]] std::optional<std::chrono::seconds> spend(const Digest& recipient);

 private:
  Rate rate_;
  const Clock& clock_;
  std::mutex mutex_;
  ExpiringMap<Digest, std::deque<base::Instant>> recent_;
};

}  // namespace ozibus::server
