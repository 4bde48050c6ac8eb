// SPDX-License-Identifier: Apache-2.0
// Recovery codes: twelve letters and digits at random (60 bits), shown as XXXX-XXXX-XXXX, kept only as
// yescrypt hashes. Whoever makes a set shows it once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "helper/error.h"
#include "helper/secret.h"

namespace ozibus::ledger {

struct RecoverySet {
  std::vector<Secret> codes;        // "XXXX-XXXX-XXXX", for the person
  std::vector<std::string> hashes;  // in the form of crypt(5); one salt, so that a typed code is hashed once
};

// `count` is 1 to kMostRecoveryCodes (user_record.h).
[[nodiscard]] Result<RecoverySet> make_recovery_codes(std::size_t count);

// A typed line as the plain twelve characters: blanks and dashes dropped, in capitals, the letters O, I and
// L read as the digits that they look like (none of the three is ever used). Nothing when it can't be a
// recovery code.
[[nodiscard]] std::optional<Secret> read_recovery_code(std::string_view line);

// The hash of a read code with the salt of another hash; an error when libcrypt can't do that.
[[nodiscard]] Result<std::string> hash_recovery_code(const Secret& code, const std::string& other_hash);

}  // namespace ozibus::ledger
