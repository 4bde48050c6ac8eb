// SPDX-License-Identifier: Apache-2.0
// The code store of a single process: codes end with it, expired ones are swept out as it is used,
// and its size has a bound.
#pragma once

#include <cstddef>
#include <mutex>

#include "server/clock.h"
#include "server/code_store.h"
#include "server/expiring_map.h"

namespace ozibus::server {

class MemoryStore final : public CodeStore {
 public:
  MemoryStore(const Clock& clock, std::size_t capacity) : clock_(clock), codes_(capacity) {}
  void update(const Digest& key, const std::function<void(std::optional<StoredCode>&)>& change) override;
  [[nodiscard]] std::size_t size() const;

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  ExpiringMap<Digest, StoredCode> codes_;
};

}  // namespace ozibus::server
