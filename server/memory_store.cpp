// SPDX-License-Identifier: Apache-2.0
#include "server/memory_store.h"

namespace ozibus::server {

void MemoryStore::update(const Digest& key, const std::function<void(std::optional<StoredCode>&)>& change) {
  const std::lock_guard lock(mutex_);
  std::optional<StoredCode> code = codes_.find(key, clock_.now());
  change(code);
  if (code) {
    codes_.put(key, *code, code->expires);
  } else {
    codes_.erase(key);
  }
}

std::size_t MemoryStore::size() const {
  const std::lock_guard lock(mutex_);
  return codes_.size();
}

}  // namespace ozibus::server
