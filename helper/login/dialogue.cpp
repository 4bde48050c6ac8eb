// SPDX-License-Identifier: Apache-2.0
#include "helper/login/dialogue.h"

#include <algorithm>
#include <utility>

namespace ozibus::login {
namespace {

using api::Call;
using contacts::Channel;
using contacts::Contact;

constexpr int kUselessInARow = 3;
// More than ten codes, ten orders and what may be typed between them; an application that answers by
// itself is not asked for ever.
constexpr int kMaxQuestions = 64;

}  // namespace

Dialogue::Dialogue(const Settings& settings, OnUnavailable on_unavailable,
                   const std::vector<Contact>& contacts, const Partners& partners, base::Instant login_began)
    : settings_(settings),
      on_unavailable_(on_unavailable),
      contacts_(contacts),
      terminal_(partners.terminal),
      api_(partners.api),
      ledger_(partners.ledger),
      clock_(partners.clock),
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
  report_.reason = background_.empty() ? std::move(end->reason) : std::move(end->reason) + "; " + background_;
  report_.farewell = std::move(end->farewell);
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
  const Reply reply = terminal_.ask(std::exchange(notice_, {}) + question(),
                                    settings_.echo ? Echo::On : Echo::Off, deadline_);
  if (const auto* why = std::get_if<HangUp>(&reply)) return hung_up(*why);
  if (out_of_time()) return timed_out();
  const Answer answer = parse_answer(std::get<Secret>(reply).reveal());
  return std::visit([this](const auto& typed) { return obey(typed); }, answer);
}

Dialogue::Step Dialogue::obey(Nonsense) {
  return no_answer_of_use(only_recovery_ ? phrases::not_a_recovery_code() : phrases::not_like_a_code());
}

Dialogue::Step Dialogue::obey(Empty) {
  return no_answer_of_use(only_recovery_ ? phrases::not_a_recovery_code() : phrases::nothing_typed());
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
  if (only_recovery_) return no_answer_of_use(phrases::not_a_recovery_code());
  if (!code_is_running_) return no_answer_of_use(phrases::no_code_sent_yet());
  if (clock_.now() < no_check_before_) {
    notice_ = phrases::wait(seconds_until(no_check_before_)) + "\n";
    return std::nullopt;
  }
  useless_in_a_row_ = 0;
  return check(code);
}

// A number from outside is bounded before anybody calculates with it.
std::chrono::seconds Dialogue::pause_of(const api::Outcome& outcome) {
  constexpr std::chrono::seconds kDay = std::chrono::hours(24);
  return std::clamp(outcome.retry_after.value_or(std::chrono::seconds(0)), std::chrono::seconds(0), kDay);
}

Dialogue::Step Dialogue::slow_down(std::chrono::seconds wait, base::Instant& not_before) {
  not_before = std::max(not_before, clock_.now() + wait);
  notice_ = phrases::slow_down(wait) + "\n";
  return std::nullopt;
}

Dialogue::Step Dialogue::no_answer_of_use(std::string notice) {
  if (++useless_in_a_row_ >= kUselessInARow) {
    return Ending{Conclusion::Rejected, "three lines in a row were no code", phrases::no_code_typed()};
  }
  notice_ = std::move(notice) + "\n";
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
  const bool may_order = resends_left_ > 0 && budget_left_ > 0;
  return {.resend = may_order && code_is_running_,
          .sms = may_order && other_contact(Channel::Sms) != nullptr,
          .mail = may_order && other_contact(Channel::Mail) != nullptr};
}

std::string Dialogue::question() const {
  return only_recovery_ ? phrases::recovery_question() : phrases::code_question(choices());
}

std::chrono::seconds Dialogue::seconds_until(base::Instant when) const {
  return std::chrono::ceil<std::chrono::seconds>(when - clock_.now());
}

}  // namespace ozibus::login
