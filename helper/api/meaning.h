// SPDX-License-Identifier: Apache-2.0
// What an HTTP answer of the API means for a login. Pure: no state, no I/O.
#pragma once

#include "helper/api/otp_api.h"
#include "helper/api/wire.h"

namespace ozibus::api {

// Success needs a 2xx status that can have a body, and the code 0. Whatever makes no sense is an
// Outage, but to Verify a 4xx is a Rejected code: no fail mode may turn that into a login.
[[nodiscard]] Meaning meaning_of(Call call, int status, const Reply& reply) noexcept;

}  // namespace ozibus::api
