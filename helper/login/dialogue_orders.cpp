// SPDX-License-Identifier: Apache-2.0
// The part of the dialogue that orders codes.
#include "helper/login/dialogue.h"

#include <algorithm>
#include <utility>

#include "helper/login/order_purse.h"

namespace ozibus::login {

using api::Call;
using api::Meaning;
using contacts::Contact;

Dialogue::Step Dialogue::order(const Contact& to, Call call) {
  report_.contact = to;
  // Whoever asks for another message is not served with the one that is there.
  const auto running_within = code_is_running_ ? std::chrono::milliseconds::zero() : settings_.resend_wait;
  OrderPurse purse(ledger_, to.address(), running_within);
  api::Outcome outcome = timed([&] {
    return call == Call::Resend ? api_.resend(to, purse, deadline_) : api_.send(to, purse, deadline_);
  });
  if (purse.trouble()) return misconfigured(purse.trouble()->reason);
  if (outcome.meaning == Meaning::Withheld && purse.answer())
    return after_withheld_order(to, call, *purse.answer());

  next_order_[&to] = clock_.now() + settings_.resend_wait;
  if (const auto* ordered = purse.answer() ? std::get_if<ledger::Ordered>(&*purse.answer()) : nullptr) {
    budget_left_ = ordered->left;
  }
  return after_order(to, call, std::move(outcome));
}

Dialogue::Step Dialogue::after_order(const Contact& to, Call call, api::Outcome outcome) {
  service_was_heard_ = service_was_heard_ || outcome.meaning != Meaning::Outage || !outcome.nobody_answered;
  if (outcome.meaning == Meaning::Success) {
    ++report_.sends;
    chosen_ = &to;
    code_is_running_ = true;
    notice_ = (call == Call::Resend ? phrases::sent_again : phrases::sent)(to, settings_.show_contact) + "\n";
    return std::nullopt;
  }
  // Nobody must be asked for a code that may never have been sent. Who was cut off in the middle may be.
  if (outcome.meaning != Meaning::Cancelled) {
    if (auto done = ledger_.forget_running(); !done) return misconfigured(done.error().reason);
  }
  return after_failed_order(to, std::move(outcome));
}

Dialogue::Step Dialogue::after_failed_order(const Contact& to, api::Outcome outcome) {
  switch (outcome.meaning) {
    case Meaning::Misconfigured:
      return recovery_or(misconfigured(std::move(outcome.reason)));
    case Meaning::Cancelled:
      return hung_up(HangUp::HostGone);
    case Meaning::SlowDown: {
      const auto wait = pause_of(outcome);
      if (!code_is_running_) return recovery_or(slowed_down(std::move(outcome.reason), wait));
      return slow_down(wait, no_order_before_);
    }
    case Meaning::Outage:
      if (out_of_time()) return timed_out();
      if (code_is_running_) break;
      // No code can have been rejected yet: there was none.
      if (on_unavailable_ == OnUnavailable::Allow && !service_was_heard_) {
        return unchecked(std::move(outcome.reason));
      }
      return recovery_or(unavailable(std::move(outcome.reason)));
    case Meaning::Success:
    case Meaning::Withheld:
    case Meaning::Refused:
    case Meaning::Rejected:
      // Another channel may still do, if the person wants it.
      if (!code_is_running_ && !choices().sms && !choices().mail) {
        return recovery_or({Conclusion::Rejected, std::move(outcome.reason), phrases::cannot_send()});
      }
      break;
  }
  notice_ = phrases::not_sent(to, settings_.show_contact) + "\n";
  return std::nullopt;
}

Dialogue::Step Dialogue::after_withheld_order(const Contact& to, Call call,
                                              const ledger::Ledger::OrderAnswer& answer) {
  if (const auto* running = std::get_if<ledger::RunningCode>(&answer)) return take_over(to, call, *running);
  const auto* limit = std::get_if<ledger::OverLimit>(&answer);
  if (limit == nullptr) return misconfigured("internal error: an order was withheld without a reason");
  budget_left_ = 0;
  Ending ending = over_limit(*limit);
  if (!code_is_running_) return recovery_or(std::move(ending));
  notice_ = ending.farewell + "\n";
  return std::nullopt;
}

// Another login of the same user, service and client has ordered a code a moment ago.
Dialogue::Step Dialogue::take_over(const Contact& wanted, Call call, const ledger::RunningCode& running) {
  const auto found = std::ranges::find_if(contacts_, [&running](const Contact& contact) {
    return ledger::contact_key(contact.address()) == running.contact;
  });
  if (found == contacts_.end()) {
    // It went to a contact that is the user's no more.
    if (auto done = ledger_.forget_running(); !done) return misconfigured(done.error().reason);
    return order(wanted, call);
  }
  chosen_ = &*found;
  code_is_running_ = true;
  budget_left_ = running.left;
  api_.take_up(running.base_url);
  next_order_[chosen_] = clock_.now() + settings_.resend_wait - running.age;
  notice_ = phrases::already_sent(*chosen_, settings_.show_contact) + "\n";
  return std::nullopt;
}

// No code can come. Who has recovery codes is asked for one; everybody else's login ends.
Dialogue::Step Dialogue::recovery_or(Ending ending) {
  const auto standing = ledger_.standing();
  if (!standing) return misconfigured(standing.error().reason);
  if (code_is_running_ || standing->recovery_codes == 0) return ending;
  only_recovery_ = true;
  background_ = std::move(ending.reason);
  const bool is_our_limit = ending.conclusion == Conclusion::Limited;
  notice_ = (is_our_limit ? ending.farewell : phrases::no_code_can_be_sent()) + "\n";
  return std::nullopt;
}

}  // namespace ozibus::login
