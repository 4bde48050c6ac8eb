// SPDX-License-Identifier: Apache-2.0
// What the log is told about an answer: status, code, the server's words, and what to mend.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "helper/api/otp_api.h"
#include "helper/api/wire.h"

namespace ozibus::api {

// `HTTP 200, response_code 20 ("Request could not be processed")`, with the server's words cut to 200
// bytes, and advice where there is any to give; empty for Success. The words come from outside: they
// still have to be escaped for the log.
[[nodiscard]] std::string reason_of(Meaning meaning, int status, const Reply& reply,
                                    const std::string& credentials_file);

// `text` without any of `secrets`: a server may quote what it was sent.
[[nodiscard]] std::string without(std::string text, std::initializer_list<std::string_view> secrets);

// Two reasons as one; either may be empty.
[[nodiscard]] std::string joined(const std::string& first, const std::string& second);

}  // namespace ozibus::api
