// SPDX-License-Identifier: Apache-2.0
#include "server/codes.h"

#include "server/random.h"

namespace ozibus::server {

IssuedCode Codes::draw() const {
  IssuedCode code{random_digits(static_cast<std::size_t>(settings_.length)), {}};
  fill_random(code.salt);
  return code;
}

StoredCode Codes::stored(const Digest& recipient, const IssuedCode& code, int attempts) const {
  return {hash_({bytes_of(code.salt), bytes_of(recipient), code.text}), code.salt, attempts,
          clock_.now() + settings_.lifetime};
}

IssuedCode Codes::issue(const Digest& recipient) {
  IssuedCode code = draw();
  store_.update(recipient, [&](std::optional<StoredCode>& entry) {
    entry = stored(recipient, code, settings_.attempts);
  });
  return code;
}

std::optional<IssuedCode> Codes::reissue(const Digest& recipient) {
  std::optional<IssuedCode> code;
  store_.update(recipient, [&](std::optional<StoredCode>& entry) {
    if (!entry) return;
    code = draw();
    entry = stored(recipient, *code, entry->attempts_left);
  });
  return code;
}

bool Codes::is_running(const Digest& recipient) {
  bool running = false;
  store_.update(recipient, [&](const std::optional<StoredCode>& entry) { running = entry.has_value(); });
  return running;
}

void Codes::withdraw(const Digest& recipient, const IssuedCode& code) {
  store_.update(recipient, [&](std::optional<StoredCode>& entry) {
    if (entry && entry->salt == code.salt) entry.reset();
  });
}

bool Codes::verify(const Digest& recipient, std::string_view code) {
  bool accepted = false;
  store_.update(recipient, [&](std::optional<StoredCode>& entry) {
    // Hashed also when there is nothing to compare with: the time taken must not tell who has a code.
    const StoredCode candidate = entry.value_or(StoredCode{});
    const Digest hash = hash_({bytes_of(candidate.salt), bytes_of(recipient), code});
    if (!entry) return;
    accepted = same(hash, entry->hash);
    if (accepted || --entry->attempts_left <= 0) entry.reset();
  });
  return accepted;
}

}  // namespace ozibus::server
