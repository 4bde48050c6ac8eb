// SPDX-License-Identifier: Apache-2.0
#include "server/merchants.h"

#include <optional>

#include <strings.h>

#include "base/wipe.h"

namespace ozibus::server {
namespace {

// The scheme's case does not matter (RFC 9110, 11.1).
std::optional<std::string_view> bearer_of(std::string_view authorization) {
  constexpr std::string_view kScheme = "Bearer ";
  if (authorization.size() <= kScheme.size()) return std::nullopt;
  if (::strncasecmp(authorization.data(), kScheme.data(), kScheme.size()) != 0) return std::nullopt;
  return authorization.substr(kScheme.size());
}

}  // namespace

Merchants::Merchants(std::vector<Merchant> merchants, const KeyedHash& hash) : hash_(hash) {
  for (Merchant& merchant : merchants) {
    const std::string& bearer = merchant.bearer_token.empty() ? merchant.api_key : merchant.bearer_token;
    by_id_.emplace(merchant.id, Secrets{hash_({merchant.api_key}), hash_({bearer})});
    base::wipe(merchant.api_key);
    base::wipe(merchant.bearer_token);
  }
}

bool Merchants::admits(std::string_view id, std::string_view api_key, std::string_view authorization) const {
  const auto found = by_id_.find(id);
  // The same work for a merchant nobody knows, whose zero hashes nothing matches.
  const Secrets expected = found == by_id_.end() ? Secrets{} : found->second;
  const std::optional<std::string_view> bearer = bearer_of(authorization);
  const bool key_fits = same(hash_({api_key}), expected.api_key);
  const bool bearer_fits = same(hash_({bearer.value_or("")}), expected.bearer);
  return found != by_id_.end() && bearer.has_value() && key_fits && bearer_fits;
}

}  // namespace ozibus::server
