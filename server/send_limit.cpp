// SPDX-License-Identifier: Apache-2.0
#include "server/send_limit.h"

#include <utility>

namespace ozibus::server {

std::optional<std::chrono::seconds> SendLimit::spend(const Digest& recipient) {
  const std::lock_guard lock(mutex_);
  const base::Instant now = clock_.now();
  std::deque<base::Instant> sent = recent_.find(recipient, now).value_or(std::deque<base::Instant>{});
  while (!sent.empty() && sent.front() + rate_.span <= now)
    sent.pop_front();
  if (sent.size() >= static_cast<std::size_t>(rate_.count)) {
    return std::chrono::ceil<std::chrono::seconds>(sent.front() + rate_.span - now);
  }
  sent.push_back(now);
  recent_.put(recipient, std::move(sent), now + rate_.span);
  return std::nullopt;
}

}  // namespace ozibus::server
