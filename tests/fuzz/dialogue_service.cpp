// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "helper/ledger/administration.h"
#include "tests/fuzz/dialogue_world.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using namespace std::chrono_literals;
using api::Meaning;
using api::Outcome;

constexpr std::array<Meaning, 7> kMeanings = {Meaning::Success,  Meaning::Rejected, Meaning::Refused,
                                              Meaning::SlowDown, Meaning::Outage,   Meaning::Misconfigured,
                                              Meaning::Cancelled};

}  // namespace

Outcome Service::send(const contacts::Contact& to, api::Purse& purse, base::Deadline) {
  return order(to, purse);
}

Outcome Service::resend(const contacts::Contact& to, api::Purse& purse, base::Deadline) {
  require(trace_.holder == to.address(), "only a code that was sent is sent again");
  return order(to, purse);
}

Outcome Service::order(const contacts::Contact& to, api::Purse& purse) {
  require(!trace_.is_accepted && !trace_.is_recovered, "nothing is ordered after a code was right");
  ++trace_.orders;
  Outcome outcome = ask_base_urls(to, purse);
  if (outcome.meaning == Meaning::Withheld) return outcome;
  trace_.was_heard = trace_.was_heard || outcome.meaning != Meaning::Outage || !outcome.nobody_answered;
  trace_.is_misconfigured = trace_.is_misconfigured || outcome.meaning == Meaning::Misconfigured;
  if (outcome.meaning == Meaning::Success) {
    ++trace_.sent;
    trace_.holder = to.address();
  } else if (outcome.meaning != Meaning::Cancelled) {
    world_.model.forget_running(trace_.visit);
  }
  return outcome;
}

// As the client does it: each is paid for, and what has not left this host is given back.
Outcome Service::ask_base_urls(const contacts::Contact& to, api::Purse& purse) {
  const std::size_t count = 1 + world_.input.number(2);
  Outcome last;
  for (std::size_t base_url = 0; base_url < count; ++base_url) {
    if (!pay(to, purse, base_url)) {
      if (base_url == 0)
        return {.meaning = Meaning::Withheld, .retry_after = {}, .reason = {}, .may_have_arrived = false};
      last.nobody_answered = false;
      return last;
    }
    const bool was_silent = base_url == 0 || last.nobody_answered;
    last = any_outcome();
    last.nobody_answered = last.nobody_answered && was_silent;
    take_time();
    if (!last.may_have_arrived) {
      purse.give_back();
      world_.model.give_back(trace_.visit);
    }
    if (last.meaning != Meaning::Outage) return last;
  }
  return last;
}

bool Service::pay(const contacts::Contact& to, api::Purse& purse, std::size_t base_url) {
  const milliseconds now = world_.now();
  const bool may_wait_for_another =
      trace_.holder.empty() && world_.model.is_running(trace_.visit, world_.settings.resend_wait, now);
  const bool is_paid = purse.spend(base_url);
  if (is_paid) {
    world_.model.pay(trace_.visit, to.address(), now);
  } else {
    require(may_wait_for_another || !world_.model.may_order(trace_.visit, now),
            "an order within the limits is made");
  }
  return is_paid;
}

Outcome Service::verify(const contacts::Contact& to, const Secret& code, base::Deadline) {
  const milliseconds at = world_.now();
  const int before = world_.model.rejections(trace_.visit, at);
  require(!trace_.is_accepted && !trace_.is_recovered, "nothing is checked after a code was right");
  require(trace_.holder == to.address(), "a code is checked where one was sent");
  require(trace_.typed_code == std::string(code.reveal()), "what is checked is what was typed");
  require(before < world_.limits.lockout.count, "no code of a locked user is checked");
  const auto overview = ledger::Administration(world_.limits, trace_.visit.user, world_.calendar).overview();
  require(overview && *overview && (*overview)->rejections == before + 1,
          "a code is counted before it is judged");

  ++trace_.attempts;
  Outcome outcome = any_outcome();
  take_time();
  trace_.was_heard = true;
  const bool is_outage = outcome.meaning == Meaning::Outage;
  const bool is_wrong = outcome.meaning == Meaning::Rejected || outcome.meaning == Meaning::Refused;
  const bool may_be_judged =
      is_wrong || outcome.meaning == Meaning::Cancelled || (is_outage && outcome.may_have_arrived);
  if (is_wrong || is_outage) ++trace_.wrong;
  if (may_be_judged) world_.model.reject(trace_.visit, at);
  trace_.is_misconfigured = trace_.is_misconfigured || outcome.meaning == Meaning::Misconfigured;
  trace_.is_accepted = outcome.meaning == Meaning::Success;
  if (trace_.is_accepted) world_.model.accept(trace_.visit, world_.now());
  return outcome;
}

void Service::take_up(std::size_t) {
  require(world_.model.is_running(trace_.visit, world_.settings.resend_wait, world_.now()),
          "only a code of the same user, service and client is taken over");
  trace_.holder = world_.model.address_of_running(trace_.visit);
}

Outcome Service::any_outcome() {
  constexpr std::array<std::optional<std::chrono::seconds>, 4> kWaits = {std::nullopt, 5s, 0s,
                                                                         std::chrono::seconds::max()};
  const Meaning meaning = world_.input.one_of(kMeanings);
  Outcome outcome{.meaning = meaning, .retry_after = {}, .reason = {}};
  if (meaning != Meaning::Success) outcome.reason = "because";
  if (meaning == Meaning::SlowDown) outcome.retry_after = world_.input.one_of(kWaits);
  if (meaning == Meaning::Outage) outcome.nobody_answered = !world_.input.flag();
  if (meaning == Meaning::Outage || meaning == Meaning::Cancelled)
    outcome.may_have_arrived = !world_.input.flag();
  return outcome;
}

void Service::take_time() {
  constexpr std::array<milliseconds, 4> kTimes = {100ms, 0s, 9s, 2min};
  world_.pass(world_.input.one_of(kTimes));
}

}  // namespace ozibus::fuzz
