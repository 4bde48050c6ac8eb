// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/digest.h"

#include <algorithm>
#include <new>

#include <openssl/sha.h>

namespace ozibus::ledger {

Digest digest_of(std::initializer_list<std::string_view> parts) {
  std::string message;
  for (const std::string_view part : parts) {
    message.append(std::to_string(part.size())).append(":").append(part);
  }
  Digest digest{};
  // Fails only without memory.
  if (::SHA256(reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data()) ==
      nullptr) {
    throw std::bad_alloc();
  }
  return digest;
}

Key key_of(std::initializer_list<std::string_view> parts) {
  const Digest digest = digest_of(parts);
  Key key{};
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

std::string hex(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace ozibus::ledger
