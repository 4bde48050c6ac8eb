// SPDX-License-Identifier: Apache-2.0
#include "helper/login/endings.h"

#include <utility>

#include "helper/login/phrases.h"
#include "helper/text/duration.h"
#include "protocol/messages.h"

namespace ozibus::login {
Ending hung_up(HangUp why) {
  switch (why) {
    case HangUp::Failed:
      return {Conclusion::Aborted,
              "the application could not ask, or the person pressed Ctrl-C; under sshd, set "
              "PasswordAuthentication no and KbdInteractiveAuthentication yes",
              {}};
    case HangUp::NoAnswer:
      return {Conclusion::Aborted, "no answer was given (Ctrl-D)", {}};
    case HangUp::PasswordGiven:
      return {Conclusion::Aborted,
              "the answer was the password of the first factor and was sent nowhere; under sshd, set "
              "PasswordAuthentication no and KbdInteractiveAuthentication yes",
              {}};
    case HangUp::NotPermitted:
      return {
          Conclusion::Aborted,
          "sshd does not permit this user and replaced what was typed; see PermitRootLogin and AllowUsers in "
          "sshd_config",
          {}};
    case HangUp::HostGone:
      return {Conclusion::Aborted,
              "the connection ended (the person left, or sshd's LoginGraceTime was over)",
              {}};
    case HangUp::TimedOut:
      break;
  }
  return timed_out();
}

Ending timed_out() {
  return {Conclusion::Timeout,
          "login_timeout is over; if codes arrive late, raise it and sshd's LoginGraceTime",
          phrases::time_is_up()};
}

Ending misconfigured(std::string reason) {
  return {Conclusion::Misconfigured, std::move(reason), std::string(protocol::kNotAvailable)};
}

Ending unavailable(std::string reason) {
  return {Conclusion::Unavailable,
          std::move(reason) + "; if that lasts, check base_urls, proxy, name servers and firewall",
          std::string(protocol::kNotAvailable)};
}

Ending unchecked(std::string reason) {
  return {Conclusion::Unchecked,
          "LET IN WITHOUT A CODE, as on_unavailable = \"allow\" demands: " + std::move(reason),
          {}};
}

Ending slowed_down(std::string reason, std::chrono::seconds wait) {
  return {Conclusion::SlowedDown, std::move(reason), phrases::log_in_later(wait)};
}

Ending locked(std::chrono::milliseconds wait) {
  return {Conclusion::Locked,
          "too many rejected codes (lockout); ends by itself in " + text::roughly(wait) +
              ", or with: ozibusctl unlock USER",
          phrases::locked(wait)};
}

Ending over_limit(const ledger::OverLimit& limit) {
  using Whose = ledger::OverLimit::Whose;
  switch (limit.whose) {
    case Whose::User:
      return {Conclusion::Limited,
              "the user's send_limit is reached; allows a code again in " + text::roughly(limit.wait) +
                  ", or after: ozibusctl unlock USER",
              phrases::too_many_sent(limit.wait)};
    case Whose::Host:
      break;
  }
  return {Conclusion::Limited,
          "send_limit_host is reached for this client address; allows a code again in " +
              text::roughly(limit.wait) + "; raise it when many people share the address",
          phrases::too_many_from_address(limit.wait)};
}

}  // namespace ozibus::login
