// SPDX-License-Identifier: Apache-2.0
// The part of the dialogue that has typed codes judged.
#include "helper/login/dialogue.h"

#include <algorithm>
#include <utility>

namespace ozibus::login {

using api::Meaning;

Dialogue::Step Dialogue::obey(const RecoveryCode& code) {
  useless_in_a_row_ = 0;
  if (auto end = begin_attempt()) return end;
  const auto left = ledger_.redeem(code.text);
  if (!left) return misconfigured(left.error().reason);
  if (!*left) return not_accepted("no such recovery code");
  return Ending{Conclusion::Recovery, "recovery codes left: " + std::to_string(**left), {}};
}

// Counts the attempt before anybody can judge it.
Dialogue::Step Dialogue::begin_attempt() {
  const auto locked_for = ledger_.begin_attempt();
  if (!locked_for) return misconfigured(locked_for.error().reason);
  if (*locked_for) return locked(**locked_for);
  ++report_.attempts;
  return std::nullopt;
}

Dialogue::Step Dialogue::check(const Code& code) {
  if (auto end = begin_attempt()) return end;
  return after_check(timed([&] { return api_.verify(*chosen_, code.text, deadline_); }));
}

Dialogue::Step Dialogue::after_check(api::Outcome outcome) {
  const bool was_judged = outcome.meaning != Meaning::SlowDown && outcome.meaning != Meaning::Misconfigured &&
                          (outcome.meaning != Meaning::Outage || outcome.may_have_arrived);
  if (!was_judged) {
    if (auto done = ledger_.withdraw_attempt(); !done) return misconfigured(done.error().reason);
  }
  switch (outcome.meaning) {
    case Meaning::Success:
      return accept();
    case Meaning::Misconfigured:
      return misconfigured(std::move(outcome.reason));
    case Meaning::Cancelled:
      return hung_up(HangUp::HostGone);
    case Meaning::SlowDown: {
      const auto wait = pause_of(outcome);
      if (clock_.now() + wait >= deadline_.at()) return slowed_down(std::move(outcome.reason), wait);
      no_order_before_ = std::max(no_order_before_, clock_.now() + wait);
      return slow_down(wait, no_check_before_);
    }
    case Meaning::Outage:
      // The code has gone out and may have been judged, so it counts: an outage must not be a way to
      // guess more often.
      if (out_of_time()) return timed_out();
      if (--attempts_left_ <= 0) return end_attempts(unavailable(std::move(outcome.reason)));
      notice_ = phrases::not_checked(attempts_left_) + "\n";
      return std::nullopt;
    case Meaning::Withheld:
    case Meaning::Rejected:
    case Meaning::Refused:
      break;
  }
  return not_accepted(outcome.reason);
}

Dialogue::Step Dialogue::accept() {
  if (auto done = ledger_.accept(); !done) return misconfigured(done.error().reason);
  return Ending{Conclusion::Accepted, {}, {}};
}

Dialogue::Step Dialogue::not_accepted(const std::string& reason) {
  ++report_.rejected;
  if (--attempts_left_ <= 0) {
    return end_attempts({Conclusion::MaxTries, "every attempt is used; the last answer: " + reason,
                         phrases::attempts_used_up()});
  }
  notice_ = phrases::not_accepted(attempts_left_) + "\n";
  return std::nullopt;
}

// The running code has had its attempts: the next login gets another one.
Dialogue::Step Dialogue::end_attempts(Ending ending) {
  if (auto done = ledger_.forget_running(); !done) return misconfigured(done.error().reason);
  return ending;
}

}  // namespace ozibus::login
