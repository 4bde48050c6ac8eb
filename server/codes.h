// SPDX-License-Identifier: Apache-2.0
// The life of a code: issued, perhaps replaced, verified once or dead. One recipient of one merchant
// has at most one code; it is kept only as a salted keyed hash.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/clock.h"
#include "server/code_store.h"
#include "server/keyed_hash.h"

namespace ozibus::server {

struct CodeSettings {
  int length = 6;
  std::chrono::milliseconds lifetime = std::chrono::minutes(5);
  int attempts = 5;
};

struct IssuedCode {
  std::string text;
  std::array<unsigned char, 16> salt{};
};

class Codes {
 public:
  Codes(CodeSettings settings, CodeStore& store, const KeyedHash& hash, const Clock& clock)
      : settings_(settings), store_(store), hash_(hash), clock_(clock) {}

  // A fresh code; an earlier one of this recipient is dead from here on.
  [[nodiscard]] IssuedCode issue(const Digest& recipient);
  // The same while a code is running, and nothing otherwise. The new code lives its full lifetime;
  // the wrong codes that were tried against the old one stay counted.
  [[nodiscard]] std::optional<IssuedCode> reissue(const Digest& recipient);
  [[nodiscard]] bool is_running(const Digest& recipient);
  // For a code that could not be delivered. One that was issued after it stays.
  void withdraw(const Digest& recipient, const IssuedCode& code);
  // True once for the running code. Not known, expired, used, replaced and tried too often look alike.
  [[nodiscard]] bool verify(const Digest& recipient, std::string_view code);

 private:
  [[nodiscard]] StoredCode stored(const Digest& recipient, const IssuedCode& code, int attempts) const;
  [[nodiscard]] IssuedCode draw() const;

  CodeSettings settings_;
  CodeStore& store_;
  const KeyedHash& hash_;
  const Clock& clock_;
};

}  // namespace ozibus::server
