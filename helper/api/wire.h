// SPDX-License-Identifier: Apache-2.0
// The API's JSON: bodies out, replies in. A reply is read only if the whole body is one JSON object
// with exactly one "response_code" that is written as an integer; everything else is Malformed, be
// it nearly right ("0", 0.0, null) or ambiguous (two codes, text after the object).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "helper/contacts/contact.h"
#include "helper/secret.h"

namespace ozibus::api {

struct Reply {
  enum class Kind { Malformed, Code };

  Kind kind = Kind::Malformed;
  std::int64_t code = -1;  // with Kind::Code only
  std::string message;     // the server's words, unchecked
};

// {"to":…,"channel":…}, for send and resend.
[[nodiscard]] Secret order_body(const contacts::Contact& to);

// {"to":…,"otp":…}
[[nodiscard]] Secret verify_body(const contacts::Contact& to, const Secret& code);

[[nodiscard]] Reply read_reply(std::string_view body) noexcept;

// The integer "exp" of the JSON object `claims` (RFC 7519, section 4.1.4).
[[nodiscard]] std::optional<std::int64_t> read_expiry(std::string_view claims) noexcept;

}  // namespace ozibus::api
