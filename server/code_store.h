// SPDX-License-Identifier: Apache-2.0
// Where issued codes wait to be verified. One operation, so that any store, also one that outlives
// the process, has to get only one thing right: that nobody else sees or changes an entry meanwhile.
#pragma once

#include <array>
#include <functional>
#include <optional>

#include "base/deadline.h"
#include "server/keyed_hash.h"

namespace ozibus::server {

struct StoredCode {
  Digest hash{};
  std::array<unsigned char, 16> salt{};
  int attempts_left = 0;
  base::Instant expires;
};

// Called from several threads at once.
class CodeStore {
 public:
  virtual ~CodeStore() = default;
  // Shows `change` the entry under `key`, or nothing where there is none or it has expired, and keeps
  // what it leaves there.
  virtual void update(const Digest& key, const std::function<void(std::optional<StoredCode>&)>& change) = 0;
};

}  // namespace ozibus::server
