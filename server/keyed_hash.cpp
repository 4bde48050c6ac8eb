// SPDX-License-Identifier: Apache-2.0
#include "server/keyed_hash.h"

#include <cstdint>
#include <cstdlib>
#include <string>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/wipe.h"
#include "server/random.h"

namespace ozibus::server {

KeyedHash::KeyedHash() {
  fill_random(key_);
}

KeyedHash::~KeyedHash() {
  OPENSSL_cleanse(key_.data(), key_.size());
}

Digest KeyedHash::operator()(std::initializer_list<std::string_view> parts) const {
  std::size_t total = 0;
  for (const std::string_view part : parts)
    total += sizeof(std::uint64_t) + part.size();
  std::string input;
  input.reserve(total);  // a buffer that grew would leave copies of a code behind
  for (const std::string_view part : parts) {
    const std::uint64_t length = part.size();
    input.append(reinterpret_cast<const char*>(&length), sizeof length);
    input.append(part);
  }
  Digest digest{};
  const unsigned char* made =
      HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
           reinterpret_cast<const unsigned char*>(input.data()), input.size(), digest.data(), nullptr);
  base::wipe(input);
  if (made == nullptr) std::abort();  // a digest of zeros would make every code the right one
  return digest;
}

bool same(const Digest& a, const Digest& b) {
  return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace ozibus::server
