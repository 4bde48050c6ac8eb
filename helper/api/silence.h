// SPDX-License-Identifier: Apache-2.0
// Whether a request failed because nobody answered, which an administrator may want to let pass, or because
// of what somebody said, which never is: a stranger, a wrong certificate, a proxy that refuses, nonsense.
#pragma once

#include "helper/api/exchange.h"

namespace ozibus::api {

// What was in the way.
enum class Ending {
  Handshake,  // of TLS
  Quiet,      // nobody to be found, or to be heard
  Other,      // whatever is not known to be one of these
};

struct Statuses {
  long answer = 0;  // of the last status line that came; 0 when none did
  long tunnel = 0;  // likewise, the proxy's
};

// What is not known for silence counts as an answer.
[[nodiscard]] bool nobody_answered(Ending ending, Statuses statuses, const Exchange& exchange) noexcept;

}  // namespace ozibus::api
