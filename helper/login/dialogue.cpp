// SPDX-License-Identifier: Apache-2.0
#include "helper/login/dialogue.h"

#include <algorithm>
#include <utility>

#include "protocol/messages.h"

namespace ozibus::login {
namespace {

using api::Call;
using api::Meaning;
using contacts::Channel;
using contacts::Contact;

constexpr int kUselessInARow = 3;
// More than ten codes, ten orders and what may be typed between them; an application that answers by
// itself is not asked for ever.
constexpr int kMaxQuestions = 64;

// How long the service wants us to wait; zero when it does not say. A number from outside is bounded
// before anybody calculates with it.
std::chrono::seconds pause_of(const api::Outcome& outcome) {
  constexpr std::chrono::seconds kDay = std::chrono::hours(24);
  return std::clamp(outcome.retry_after.value_or(std::chrono::seconds(0)), std::chrono::seconds(0), kDay);
}

std::chrono::milliseconds whole_milliseconds(std::chrono::nanoseconds span) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(span);
}

}  // namespace

Dialogue::Dialogue(const Settings& settings, const std::vector<Contact>& contacts, Terminal& terminal,
                   api::OtpApi& api, const process::Clock& clock, base::Instant login_began)
    : settings_(settings),
      contacts_(contacts),
      terminal_(terminal),
      api_(api),
      clock_(clock),
      began_(login_began),
      deadline_(login_began + settings.login_timeout),
      chosen_(&contacts.front()),
      attempts_left_(settings.attempts),
      resends_left_(settings.resends),
      no_order_before_(login_began),
      no_check_before_(login_began) {}

Report Dialogue::run() {
  Step end;
  if (settings_.ask_first) end = ask_who_is_there();
  if (!end) end = order(*chosen_, Call::Send);
  while (!end)
    end = ask_for_code();

  // Of several contacts that were tried, the one that holds the code.
  if (code_is_running_) report_.contact = *chosen_;
  report_.conclusion = end->conclusion;
  report_.reason = std::move(end->reason);
  report_.farewell = std::move(end->farewell);
  report_.elapsed = whole_milliseconds(clock_.now() - began_);
  return report_;
}

// Only a question that shows what is typed: sshd's PasswordAuthentication, which answers hidden ones by
// itself, can't answer it. A program that answers every question with the login name gets nowhere either.
Dialogue::Step Dialogue::ask_who_is_there() {
  for (int useless = 0; useless < kUselessInARow; ++useless) {
    const phrases::Choices others{.sms = other_contact(Channel::Sms) != nullptr,
                                  .mail = other_contact(Channel::Mail) != nullptr};
    const Reply reply =
        terminal_.ask(std::exchange(notice_, {}) + phrases::first_question(chosen_->channel(), others),
                      Echo::On, deadline_);
    if (const auto* why = std::get_if<HangUp>(&reply)) return hung_up(*why);
    if (out_of_time()) return timed_out();

    const Answer answer = parse_answer(std::get<Secret>(reply).reveal());
    if (std::holds_alternative<Empty>(answer)) return std::nullopt;
    const auto* command = std::get_if<Command>(&answer);
    const Contact* wanted = nullptr;
    if (command != nullptr && *command == Command::Sms) wanted = other_contact(Channel::Sms);
    if (command != nullptr && *command == Command::Mail) wanted = other_contact(Channel::Mail);
    if (wanted != nullptr) {
      chosen_ = wanted;
      return std::nullopt;
    }
    notice_ = phrases::no_code_sent_yet() + "\n";
  }
  return Ending{Conclusion::Rejected, "nobody asked for a code", phrases::no_code_typed()};
}

Dialogue::Step Dialogue::ask_for_code() {
  if (++questions_ > kMaxQuestions) {
    return Ending{Conclusion::Rejected, "too many lines were typed", phrases::no_code_typed()};
  }
  const Reply reply = terminal_.ask(std::exchange(notice_, {}) + phrases::code_question(choices()),
                                    settings_.echo ? Echo::On : Echo::Off, deadline_);
  if (const auto* why = std::get_if<HangUp>(&reply)) return hung_up(*why);
  if (out_of_time()) return timed_out();
  const Answer answer = parse_answer(std::get<Secret>(reply).reveal());
  return std::visit([this](const auto& typed) { return obey(typed); }, answer);
}

Dialogue::Step Dialogue::obey(Nonsense) {
  return no_answer_of_use(phrases::not_like_a_code());
}

Dialogue::Step Dialogue::obey(Empty) {
  return no_answer_of_use(phrases::nothing_typed());
}

Dialogue::Step Dialogue::obey(Command command) {
  const phrases::Choices possible = choices();
  const Contact* to = nullptr;
  switch (command) {
    case Command::Resend:
      to = possible.resend ? chosen_ : nullptr;
      break;
    case Command::Sms:
      to = possible.sms ? other_contact(Channel::Sms) : nullptr;
      break;
    case Command::Mail:
      to = possible.mail ? other_contact(Channel::Mail) : nullptr;
      break;
  }
  if (to == nullptr) return no_answer_of_use(phrases::no_such_choice());

  const auto known = next_order_.find(to);
  const base::Instant allowed =
      std::max(known == next_order_.end() ? began_ : known->second, no_order_before_);
  if (clock_.now() < allowed) {
    notice_ = phrases::wait(seconds_until(allowed)) + "\n";
    return std::nullopt;
  }
  useless_in_a_row_ = 0;
  --resends_left_;
  return order(*to, command == Command::Resend ? Call::Resend : Call::Send);
}

Dialogue::Step Dialogue::obey(const Code& code) {
  if (!code_is_running_) return no_answer_of_use(phrases::no_code_sent_yet());
  if (clock_.now() < no_check_before_) {
    notice_ = phrases::wait(seconds_until(no_check_before_)) + "\n";
    return std::nullopt;
  }
  useless_in_a_row_ = 0;
  return check(code);
}

Dialogue::Step Dialogue::no_answer_of_use(std::string notice) {
  if (++useless_in_a_row_ >= kUselessInARow) {
    return Ending{Conclusion::Rejected, "three lines in a row were no code", phrases::no_code_typed()};
  }
  notice_ = std::move(notice) + "\n";
  return std::nullopt;
}

Dialogue::Step Dialogue::slow_down(std::chrono::seconds wait, base::Instant& not_before) {
  not_before = std::max(not_before, clock_.now() + wait);
  notice_ = phrases::slow_down(wait) + "\n";
  return std::nullopt;
}

Dialogue::Step Dialogue::order(const Contact& to, Call call) {
  report_.contact = to;
  api::Outcome outcome =
      timed([&] { return call == Call::Resend ? api_.resend(to, deadline_) : api_.send(to, deadline_); });
  next_order_[&to] = clock_.now() + settings_.resend_wait;
  return after_order(to, call, std::move(outcome));
}

Dialogue::Step Dialogue::after_order(const Contact& to, Call call, api::Outcome outcome) {
  switch (outcome.meaning) {
    case Meaning::Success:
      ++report_.sends;
      chosen_ = &to;
      code_is_running_ = true;
      notice_ =
          (call == Call::Resend ? phrases::sent_again : phrases::sent)(to, settings_.show_contact) + "\n";
      return std::nullopt;
    case Meaning::Misconfigured:
      return misconfigured(std::move(outcome.reason));
    case Meaning::Cancelled:
      return hung_up(HangUp::HostGone);
    case Meaning::SlowDown: {
      const auto wait = pause_of(outcome);
      if (!code_is_running_)
        return Ending{Conclusion::Limited, std::move(outcome.reason), phrases::log_in_later(wait)};
      return slow_down(wait, no_order_before_);
    }
    case Meaning::Outage:
      if (out_of_time()) return timed_out();
      if (!code_is_running_) return unavailable(std::move(outcome.reason));
      break;
    case Meaning::Refused:
    case Meaning::Rejected:
      // Another channel may still do, if the person wants it.
      if (!code_is_running_ && !choices().sms && !choices().mail) {
        return Ending{Conclusion::Rejected, std::move(outcome.reason), phrases::cannot_send()};
      }
      break;
  }
  notice_ = phrases::not_sent(to, settings_.show_contact) + "\n";
  return std::nullopt;
}

Dialogue::Step Dialogue::check(const Code& code) {
  ++report_.attempts;
  return after_check(timed([&] { return api_.verify(*chosen_, code.text, deadline_); }));
}

Dialogue::Step Dialogue::after_check(api::Outcome outcome) {
  switch (outcome.meaning) {
    case Meaning::Success:
      return Ending{Conclusion::Accepted, {}, {}};
    case Meaning::Misconfigured:
      return misconfigured(std::move(outcome.reason));
    case Meaning::Cancelled:
      return hung_up(HangUp::HostGone);
    case Meaning::SlowDown: {
      const auto wait = pause_of(outcome);
      if (clock_.now() + wait >= deadline_.at()) {
        return Ending{Conclusion::Limited, std::move(outcome.reason), phrases::log_in_later(wait)};
      }
      no_order_before_ = std::max(no_order_before_, clock_.now() + wait);
      return slow_down(wait, no_check_before_);
    }
    case Meaning::Outage:
      // The code has gone out and may have been judged, so it counts: an outage must not be a way to
      // guess more often.
      if (out_of_time()) return timed_out();
      if (--attempts_left_ <= 0) return unavailable(std::move(outcome.reason));
      notice_ = phrases::not_checked(attempts_left_) + "\n";
      return std::nullopt;
    case Meaning::Rejected:
    case Meaning::Refused:
      break;
  }
  ++report_.rejected;
  if (--attempts_left_ <= 0) {
    return Ending{Conclusion::MaxTries, "every attempt is used; the last answer: " + outcome.reason,
                  phrases::attempts_used_up()};
  }
  notice_ = phrases::not_accepted(attempts_left_) + "\n";
  return std::nullopt;
}

// The first contact of that channel, in the order of preference, when the running code went by the other.
const Contact* Dialogue::other_contact(Channel channel) const {
  if (chosen_->channel() == channel) return nullptr;
  const auto found = std::find_if(contacts_.begin(), contacts_.end(),
                                  [channel](const Contact& contact) { return contact.channel() == channel; });
  return found == contacts_.end() ? nullptr : &*found;
}

phrases::Choices Dialogue::choices() const {
  const bool may_order = resends_left_ > 0;
  return {.resend = may_order && code_is_running_,
          .sms = may_order && other_contact(Channel::Sms) != nullptr,
          .mail = may_order && other_contact(Channel::Mail) != nullptr};
}

std::chrono::seconds Dialogue::seconds_until(base::Instant when) const {
  return std::chrono::ceil<std::chrono::seconds>(when - clock_.now());
}

template <typename Request>
api::Outcome Dialogue::timed(Request request) {
  const base::Instant before = clock_.now();
  api::Outcome outcome = request();
  report_.api_time += whole_milliseconds(clock_.now() - before);
  return outcome;
}

Dialogue::Ending Dialogue::hung_up(HangUp why) {
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

Dialogue::Ending Dialogue::timed_out() {
  return {Conclusion::Timeout, "login_timeout is over", phrases::time_is_up()};
}

Dialogue::Ending Dialogue::misconfigured(std::string reason) const {
  return {Conclusion::Misconfigured, std::move(reason), std::string(protocol::kNotAvailable)};
}

Dialogue::Ending Dialogue::unavailable(std::string reason) const {
  return {Conclusion::Unavailable,
          std::move(reason) + "; if that lasts, check base_urls, proxy, name servers and firewall",
          std::string(protocol::kNotAvailable)};
}

}  // namespace ozibus::login
