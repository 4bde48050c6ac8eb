// SPDX-License-Identifier: Apache-2.0
// The JSON of the API: request bodies in, strictly, and answers out.
#pragma once

#include <string>
#include <string_view>

#include "server/error.h"
#include "server/recipient.h"

namespace ozibus::server {

// {"to", "channel"} of /send, /get_otp and /resend_otp; `to` is an address on that channel.
struct SendBody {
  std::string to;
  Channel channel = Channel::sms;
};

// {"to", "otp"} of /verify.
struct VerifyBody {
  std::string to;
  Channel channel = Channel::sms;
  std::string otp;
};

// Errors are for the caller of the API: they name the field, never its value.
[[nodiscard]] Result<SendBody> read_send_body(std::string_view json);
[[nodiscard]] Result<VerifyBody> read_verify_body(std::string_view json);

[[nodiscard]] std::string write_answer(int response_code, std::string_view response_message);

}  // namespace ozibus::server
