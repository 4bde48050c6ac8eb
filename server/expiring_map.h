// SPDX-License-Identifier: Apache-2.0
// A map whose entries end at a time of their own and whose size has a bound: when it is full, the
// entry that would end first makes room. Not safe for several threads: its owner locks.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/deadline.h"

namespace ozibus::server {

template <typename Key, typename Value>
class ExpiringMap {
 public:
  explicit ExpiringMap(std::size_t capacity) : capacity_(capacity) {}

  [[nodiscard]] std::optional<Value> find(const Key& key, base::Instant now) {
    sweep(now);
    const auto found = entries_.find(key);
    if (found == entries_.end()) return std::nullopt;
    return found->second.value;
  }

  void put(const Key& key, Value value, base::Instant expires) {
    erase(key);
    while (entries_.size() >= capacity_ && !by_expiry_.empty())
      erase(Key(by_expiry_.begin()->second));
    entries_.emplace(key, Entry{std::move(value), expires});
    by_expiry_.emplace(expires, key);
  }

  void erase(const Key& key) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return;
    by_expiry_.erase({found->second.expires, key});
    entries_.erase(found);
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Value value;
    base::Instant expires;
  };

  void sweep(base::Instant now) {
    while (!by_expiry_.empty() && by_expiry_.begin()->first <= now)
      erase(Key(by_expiry_.begin()->second));
  }

  std::size_t capacity_;
  std::map<Key, Entry> entries_;
  std::set<std::pair<base::Instant, Key>> by_expiry_;
};

}  // namespace ozibus::server
