// SPDX-License-Identifier: Apache-2.0
#include "helper/api/client.h"

#include <utility>

#include "helper/api/bearer_expiry.h"
#include "helper/api/meaning.h"
#include "helper/api/reason.h"
#include "helper/api/wire.h"

namespace ozibus::api {
namespace {

Repeat repeat_of(Call call) noexcept {
  switch (call) {
    case Call::Send:
    case Call::Resend:
      return Repeat::Never;  // each may cost a message
    case Call::Verify:
      return Repeat::Allowed;
  }
  return Repeat::Never;
}

Meaning meaning_of_failure(FailureKind kind) noexcept {
  switch (kind) {
    case FailureKind::Tls:
    case FailureKind::Timeout:
    case FailureKind::Network:
      return Meaning::Outage;
    case FailureKind::Cancelled:
      return Meaning::Cancelled;
  }
  return Meaning::Outage;
}

Outcome withheld() {
  return {.meaning = Meaning::Withheld,
          .retry_after = {},
          .reason = {},
          .nobody_answered = false,
          .may_have_arrived = false};
}

// What there is to say after an outage and what was tried next.
Outcome both(const Outcome& outage, Outcome next) {
  next.reason = joined(outage.reason, next.reason);
  next.nobody_answered = outage.nobody_answered && next.nobody_answered;
  next.may_have_arrived = outage.may_have_arrived || next.may_have_arrived;
  return next;
}

}  // namespace

Client::Client(const Settings& settings, const Credentials& credentials, HttpPort& http, Warn warn)
    : settings_(settings), credentials_(credentials), http_(http), warn_(std::move(warn)) {
  const auto warning = expiry_warning(credentials_.bearer, std::chrono::system_clock::now());
  if (warning) warn_(*warning);
}

Outcome Client::send(const contacts::Contact& to, Purse& purse, base::Deadline deadline) {
  return order(Call::Send, to, purse, deadline);
}

Outcome Client::resend(const contacts::Contact& to, Purse& purse, base::Deadline deadline) {
  return order(Call::Resend, to, purse, deadline);
}

Outcome Client::verify(const contacts::Contact& to, const Secret& code, base::Deadline deadline) {
  const Question question{to, code, verify_body(to, code), deadline};
  const Attempt first = ask(Call::Verify, home_, question);
  if (first.outcome.meaning != Meaning::Outage || first.timed_out || deadline.passed()) return first.outcome;

  Outcome second = ask(Call::Verify, home_, question).outcome;
  if (second.meaning != Meaning::Success) {
    Outcome outcome = both(first.outcome, std::move(second));
    // The first request may have had the code judged, whatever the second one was told.
    const bool hides_that = outcome.meaning == Meaning::SlowDown || outcome.meaning == Meaning::Misconfigured;
    if (first.outcome.may_have_arrived && hides_that) outcome.meaning = Meaning::Outage;
    return outcome;
  }
  warn_(first.outcome.reason + "; a second attempt was answered");
  return second;
}

void Client::take_up(std::size_t base_url) {
  if (base_url < settings_.base_urls.size()) home_ = base_url;
}

Outcome Client::order(Call at_home, const contacts::Contact& to, Purse& purse, base::Deadline deadline) {
  const Secret no_code;
  const Question question{to, no_code, order_body(to), deadline};
  // As long as nobody was asked, nobody has answered and nothing has arrived.
  Outcome outage{.meaning = Meaning::Outage,
                 .retry_after = {},
                 .reason = {},
                 .nobody_answered = true,
                 .may_have_arrived = false};
  for (const std::size_t base_url : home_first()) {
    const bool is_first = outage.reason.empty();
    if (is_first && !purse.spend(base_url)) return withheld();
    if (!is_first && (deadline.passed() || !purse.spend(base_url))) {
      outage.nobody_answered = false;  // this one was not asked
      break;
    }
    Outcome outcome = ask(base_url == home_ ? at_home : Call::Send, base_url, question).outcome;
    if (!outcome.may_have_arrived) purse.give_back();
    if (outcome.meaning == Meaning::Success) {
      home_ = base_url;
      if (!is_first) warn_(outage.reason + "; " + settings_.base_urls[base_url] + " served instead");
      return outcome;
    }
    outage = both(outage, std::move(outcome));
    if (outage.meaning != Meaning::Outage) return outage;
  }
  return outage;
}

Client::Attempt Client::ask(Call call, std::size_t base_url, const Question& question) {
  const HttpRequest request{endpoint(call, base_url), question.body, repeat_of(call), question.deadline};
  const HttpResult result = http_.post(request);
  if (!result) {
    const HttpFailure& failure = result.error();
    return {{meaning_of_failure(failure.kind), std::nullopt, request.url + ": " + failure.text,
             failure.nobody_answered, failure.may_have_arrived},
            failure.kind == FailureKind::Timeout};
  }

  Reply reply = read_reply(result->body);
  reply.message =
      without(std::move(reply.message), {question.to.address(), question.code.reveal(),
                                         credentials_.api_key.reveal(), credentials_.bearer.reveal()});
  const Meaning meaning = meaning_of(call, result->status, reply);
  std::string reason = reason_of(meaning, result->status, reply, settings_.credentials_file);
  if (!reason.empty()) reason = request.url + ": " + reason;
  return {{meaning, meaning == Meaning::SlowDown ? result->retry_after : std::nullopt, std::move(reason)}};
}

std::vector<std::size_t> Client::home_first() const {
  std::vector<std::size_t> order{home_};
  for (std::size_t i = 0; i < settings_.base_urls.size(); ++i) {
    if (i != home_) order.push_back(i);
  }
  return order;
}

std::string Client::endpoint(Call call, std::size_t base_url) const {
  std::string url = settings_.base_urls[base_url];
  if (!url.ends_with('/')) url += '/';
  switch (call) {
    case Call::Send:
      return url + settings_.send_endpoint;
    case Call::Resend:
      return url + "resend_otp";
    case Call::Verify:
      return url + "verify";
  }
  return url;
}

}  // namespace ozibus::api
