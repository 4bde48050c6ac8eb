// SPDX-License-Identifier: Apache-2.0
#include "helper/login/verdict.h"

namespace ozibus::login {
namespace {

protocol::Outcome enforced(Conclusion conclusion, ExemptResult exempt_result) {
  switch (conclusion) {
    case Conclusion::Accepted:
    case Conclusion::Recovery:
    case Conclusion::Remembered:
    case Conclusion::Unchecked:
      return protocol::Outcome::Accepted;
    case Conclusion::Exempt:
      return exempt_result == ExemptResult::Success ? protocol::Outcome::Accepted
                                                    : protocol::Outcome::Ignored;
    case Conclusion::MaxTries:
    case Conclusion::Locked:
    case Conclusion::Limited:
      return protocol::Outcome::AttemptsUsedUp;
    case Conclusion::Rejected:
    case Conclusion::SlowedDown:
      return protocol::Outcome::Denied;
    case Conclusion::Timeout:
      return protocol::Outcome::TimedOut;
    case Conclusion::Unavailable:
      return protocol::Outcome::Unavailable;
    case Conclusion::Misconfigured:
      return protocol::Outcome::Misconfigured;
    case Conclusion::Unenrolled:
      return protocol::Outcome::UserUnknown;
    case Conclusion::Aborted:
      return protocol::Outcome::ConversationFailed;
  }
  return protocol::Outcome::Misconfigured;
}

}  // namespace

protocol::Outcome outcome_of(const Report& report, ExemptResult exempt_result) {
  const auto outcome = enforced(report.conclusion, exempt_result);
  switch (report.mode) {
    case Mode::Enforce:
      return outcome;
    case Mode::Observe:
      break;
  }
  return outcome == protocol::Outcome::Accepted ? outcome : protocol::Outcome::Ignored;
}

}  // namespace ozibus::login
