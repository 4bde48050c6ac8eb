// SPDX-License-Identifier: Apache-2.0
#include "helper/api/meaning.h"

namespace ozibus::api {
namespace {

Meaning denial(Call call) noexcept {
  switch (call) {
    case Call::Send:
    case Call::Resend:
      return Meaning::Refused;
    case Call::Verify:
      return Meaning::Rejected;
  }
  return Meaning::Outage;
}

Meaning meaning_of_reply(Call call, const Reply& reply) noexcept {
  switch (reply.kind) {
    case Reply::Kind::Malformed:
      return Meaning::Outage;
    case Reply::Kind::Code:
      return reply.code == 0 ? Meaning::Success : denial(call);
  }
  return Meaning::Outage;
}

Meaning meaning_of_client_error(Call call, int status) noexcept {
  if (status == 401 || status == 403) return Meaning::Misconfigured;
  if (status == 408 || status == 429) return Meaning::SlowDown;
  // No such endpoint: the base URL or send_endpoint is wrong.
  if (call != Call::Verify && (status == 404 || status == 405)) return Meaning::Misconfigured;
  return denial(call);
}

}  // namespace

Meaning meaning_of(Call call, int status, const Reply& reply) noexcept {
  if (status == 204) return Meaning::Outage;  // by definition without a body, whatever came with it
  if (status >= 200 && status <= 299) return meaning_of_reply(call, reply);
  if (status >= 400 && status <= 499) return meaning_of_client_error(call, status);
  return Meaning::Outage;
}

}  // namespace ozibus::api
