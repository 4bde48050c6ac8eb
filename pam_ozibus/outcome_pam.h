// SPDX-License-Identifier: Apache-2.0
// What the host is told.
#pragma once

#include <security/_pam_types.h>

#include "protocol/messages.h"

namespace ozibus::pam_ozibus {

[[nodiscard]] constexpr int to_pam(protocol::Outcome outcome) noexcept {
  switch (outcome) {
    case protocol::Outcome::Accepted:
      return PAM_SUCCESS;
    case protocol::Outcome::Ignored:
      return PAM_IGNORE;
    case protocol::Outcome::Denied:
    case protocol::Outcome::TimedOut:
      return PAM_AUTH_ERR;
    case protocol::Outcome::AttemptsUsedUp:
      return PAM_MAXTRIES;
    case protocol::Outcome::UserUnknown:
      return PAM_USER_UNKNOWN;
    case protocol::Outcome::Unavailable:
      return PAM_AUTHINFO_UNAVAIL;
    case protocol::Outcome::Misconfigured:
      return PAM_SERVICE_ERR;
    case protocol::Outcome::ConversationFailed:
      return PAM_CONV_ERR;
  }
  return PAM_SERVICE_ERR;
}

// Whether watchers of the log should count it against the client: not what the administrator or the
// network did, nor what the helper logs itself (helper/login/report.h).
[[nodiscard]] constexpr bool is_authentication_failure(protocol::Outcome outcome) noexcept {
  switch (outcome) {
    case protocol::Outcome::Denied:
    case protocol::Outcome::AttemptsUsedUp:
    case protocol::Outcome::UserUnknown:
      return true;
    case protocol::Outcome::Accepted:
    case protocol::Outcome::Ignored:
    case protocol::Outcome::TimedOut:
    case protocol::Outcome::Unavailable:
    case protocol::Outcome::Misconfigured:
    case protocol::Outcome::ConversationFailed:
      break;
  }
  return false;
}

}  // namespace ozibus::pam_ozibus
