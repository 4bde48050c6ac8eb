// SPDX-License-Identifier: Apache-2.0
#include "helper/api/silence.h"

namespace ozibus::api {

bool nobody_answered(Ending ending, Statuses statuses, const Exchange& exchange) noexcept {
  if (ending == Ending::Other || statuses.answer != 0) return false;
  // A part of a status line is an answer, though nothing that libcurl would tell of.
  if (exchange.data_came()) return false;
  // All that a proxy may say is that the tunnel is there.
  const bool has_tunnel = statuses.tunnel >= 200 && statuses.tunnel <= 299;
  if (exchange.line_came() && !has_tunnel) return false;
  // Once the request is under way, the handshake before it has succeeded and was no answer. One that fails
  // after that is the handshake of a second connection.
  const bool in_handshake = ending == Ending::Handshake || !exchange.may_have_arrived();
  if (exchange.tls_came() && in_handshake) return false;
  // TLS 1.3 tells a client only after its request that its handshake was not good enough.
  return !exchange.tls_was_refused();
}

}  // namespace ozibus::api
