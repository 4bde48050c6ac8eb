// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/fuzz/dialogue_world.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/typed.h"

namespace ozibus::fuzz {
namespace {

using namespace std::chrono_literals;
using login::HangUp;

std::string filled_in(std::string_view line) {
  std::string filled;
  for (const char c : line)
    c == '$' ? filled.append(kTyped) : filled.append(1, c);
  return filled;
}

void require_question(const std::string& text) {
  require(text.size() <= 511 && text.ends_with(": "), "a question has a bounded length and ends in a colon");
  require(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }),
          "a question is plain ASCII");
  require_discreet(text);
}

}  // namespace

void require_discreet(std::string_view text) {
  constexpr std::array<std::string_view, 9> kSecrets = {kTyped,
                                                        "123456",
                                                        "ABCDEFGHJKMN",
                                                        kRecoveryCodes[0],
                                                        "23456789ABCD",
                                                        kRecoveryCodes[1],
                                                        "+61400000001",
                                                        "+61400000002",
                                                        "alice@example.com"};
  for (const std::string_view secret : kSecrets)
    require(text.find(secret) == std::string_view::npos, "nothing that was typed is shown or logged");
}

login::Reply Person::ask(const std::string& text, login::Echo, base::Deadline) {
  constexpr std::array<milliseconds, 4> kPauses = {1s, 0s, 21s, 5min};
  constexpr std::array<HangUp, 6> kHangUps = {HangUp::NoAnswer,     HangUp::Failed,   HangUp::PasswordGiven,
                                              HangUp::NotPermitted, HangUp::HostGone, HangUp::TimedOut};
  require(!trace_.is_accepted && !trace_.is_recovered, "nothing is asked after a code was right");
  require_question(text);
  ++trace_.questions;
  Input& input = world_.input;
  if (input.empty()) return HangUp::NoAnswer;
  const std::size_t action = input.number(10);
  world_.pass(input.one_of(kPauses));
  switch (action) {
    case 0:
      return type(text, "123456");
    case 1:
      return type(text, filled_in(input.line()));
    case 2:
      return type(text, "r");
    case 3:
      return type(text, "s");
    case 4:
      return type(text, "m");
    case 5:
      return type(text, "");
    case 6:
      return type(text, input.one_of(kRecoveryCodes));
    case 7:
      return input.one_of(kHangUps);
    case 8:
      other_login_orders();
      return type(text, "123456");
    default:
      other_login_fails();
      return type(text, "123456");
  }
}

login::Reply Person::type(const std::string& question, std::string_view line) {
  const bool is_code_wanted = question.find("Press Enter") == std::string::npos;
  const bool is_in_time = world_.clock.now() < trace_.deadline;
  trace_.typed_code = typed_code(line);
  if (const auto code = typed_recovery_code(line); code && is_code_wanted && is_in_time)
    judge_recovery_code(*code);
  return Secret(line);
}

void Person::judge_recovery_code(const std::string& code) {
  if (world_.model.is_locked(trace_.visit, world_.now())) return;
  ++trace_.attempts;
  if (world_.model.redeem(trace_.visit.user, code)) {
    trace_.is_recovered = true;
    world_.model.accept(trace_.visit, world_.now());
  } else {
    ++trace_.wrong;
    world_.model.reject(trace_.visit, world_.now());
  }
}

// In between, the same user logs in to something else.
void Person::other_login_orders() {
  const ledger::Visit visit{trace_.visit.user, "other", trace_.visit.rhost};
  auto ledger = ledger::Ledger::open(world_.limits, visit, world_.calendar);
  require(ledger.has_value(), "the ledger opens");
  const auto answer = ledger->begin_order("+61400000009", 0, 0ms);
  require(answer.has_value(), "the ledger answers");
  const bool is_ordered = std::holds_alternative<ledger::Ordered>(*answer);
  require(is_ordered == world_.model.may_order(visit, world_.now()),
          "the budget is the user's, whatever the service");
  if (is_ordered) world_.model.pay(visit, "+61400000009", world_.now());
}

void Person::other_login_fails() {
  const ledger::Visit visit{trace_.visit.user, "other", trace_.visit.rhost};
  auto ledger = ledger::Ledger::open(world_.limits, visit, world_.calendar);
  require(ledger.has_value(), "the ledger opens");
  const auto locked_for = ledger->begin_attempt();
  require(locked_for.has_value(), "the ledger answers");
  require(locked_for->has_value() == world_.model.is_locked(visit, world_.now()), "a lock is the user's");
  if (!*locked_for) world_.model.reject(visit, world_.now());
}

}  // namespace ozibus::fuzz
