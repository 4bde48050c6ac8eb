// SPDX-License-Identifier: Apache-2.0
// Who may use the server. Their secrets are kept as keyed hashes and compared in constant time, so
// that neither a memory image nor a stop-watch helps in guessing them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/keyed_hash.h"

namespace ozibus::server {

struct Merchant {
  std::string id;
  std::string api_key;
  std::string bearer_token;  // the API key when empty
};

class Merchants {
 public:
  // Overwrites the secrets it was given.
  Merchants(std::vector<Merchant> merchants, const KeyedHash& hash);

  // `authorization` is the header's whole value, "Bearer ...".
  [[nodiscard]] bool admits(std::string_view id, std::string_view api_key,
                            std::string_view authorization) const;

 private:
  struct Secrets {
    Digest api_key{};
    Digest bearer{};
  };

  const KeyedHash& hash_;
  std::map<std::string, Secrets, std::less<>> by_id_;
};

}  // namespace ozibus::server
