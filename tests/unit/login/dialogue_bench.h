// SPDX-License-Identifier: Apache-2.0
// A dialogue with a person, a service and clocks that do what the test says, over a real ledger.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "helper/ledger/administration.h"
#include "helper/ledger/recovery.h"
#include "helper/login/dialogue.h"
#include "tests/fakes/fake_api.h"
#include "tests/fakes/fake_terminal.h"
#include "tests/fakes/manual_calendar.h"
#include "tests/fakes/manual_clock.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::login {

inline const std::string kPhone = "+61400000001";
inline const std::string kMail = "alice@example.com";

class DialogueTest : public ::testing::Test {
 protected:
  // The login of somebody of whom nothing is remembered.
  Report run() {
    visit.user = "alice" + std::to_string(++people_);
    return run_again();
  }

  // The same user once more.
  Report run_again() {
    std::vector<contacts::Contact> parsed;
    for (const std::string& contact : contacts)
      parsed.push_back(*contacts::Contact::parse(contact));
    policy.state_dir = state_.path();
    auto ledger = ledger::Ledger::open(policy, visit, calendar);
    EXPECT_TRUE(ledger.has_value());
    return Dialogue(settings, on_unavailable, parsed, {terminal, api, *ledger, clock}, clock.now()).run();
  }

  // Time passes in the login and between logins.
  void advance(std::chrono::milliseconds span) {
    clock.advance(span);
    calendar.advance(span);
  }

  [[nodiscard]] ledger::Overview overview() {
    policy.state_dir = state_.path();
    return ledger::Administration(policy, visit.user, calendar)
        .overview()
        .value()
        .value_or(ledger::Overview{});
  }

  // For the next run_again(), as a person has them on paper.
  std::vector<std::string> make_recovery_codes(std::size_t count) {
    policy.state_dir = state_.path();
    const auto set = ledger::make_recovery_codes(count).value();
    const ledger::Administration administration(policy, visit.user, calendar);
    EXPECT_TRUE(administration.replace_recovery_codes(set.hashes).has_value());
    std::vector<std::string> codes;
    for (const Secret& code : set.codes)
      codes.emplace_back(code.reveal());
    return codes;
  }

  [[nodiscard]] std::vector<std::string> questions() const {
    std::vector<std::string> texts;
    for (const auto& question : terminal.questions)
      texts.push_back(question.text);
    return texts;
  }

  // Nobody could be reached; the request left or did not leave this host.
  static api::Outcome outage(bool may_have_arrived) {
    return {.meaning = api::Meaning::Outage,
            .retry_after = {},
            .reason = "cannot connect",
            .nobody_answered = true,
            .may_have_arrived = may_have_arrived};
  }

  static api::Outcome slow_down(std::optional<std::chrono::seconds> wait) {
    return {.meaning = api::Meaning::SlowDown, .retry_after = wait, .reason = "HTTP 429"};
  }

  Settings settings;
  OnUnavailable on_unavailable = OnUnavailable::Deny;
  ledger::Settings policy;
  ledger::Visit visit{.user = "alice", .service = "sshd", .rhost = "192.0.2.7"};
  std::vector<std::string> contacts = {kPhone};
  fakes::FakeTerminal terminal;
  fakes::FakeApi api;
  fakes::ManualClock clock;
  fakes::ManualCalendar calendar;

 private:
  fakes::TempFolder state_;
  int people_ = 0;
};

}  // namespace ozibus::login
