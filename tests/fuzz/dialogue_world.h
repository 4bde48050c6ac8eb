// SPDX-License-Identifier: Apache-2.0
// A person and a service that do what a fuzzer's input says, and what they saw of one login.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "helper/api/otp_api.h"
#include "helper/login/settings.h"
#include "helper/login/terminal.h"
#include "tests/fakes/manual_calendar.h"
#include "tests/fakes/manual_clock.h"
#include "tests/fuzz/dialogue_model.h"
#include "tests/fuzz/input.h"

namespace ozibus::fuzz {

// Codes of which each user may have two; the third is nobody's.
inline constexpr std::array<std::string_view, 3> kRecoveryCodes = {"ABCD-EFGH-JKMN", "2345-6789-ABCD",
                                                                   "0000-0000-0000"};

// Stands for each '$' of a typed line; it is a code, too.
inline constexpr std::string_view kTyped = "Qx7Vw2Zj9K";

// Nothing that was typed stands in a text for the log or for the person, and no contact in full.
void require_discreet(std::string_view text);

struct World {
  Input& input;
  ledger::Settings limits;
  login::Settings settings;
  login::OnUnavailable on_unavailable;
  fakes::ManualClock clock;
  fakes::ManualCalendar calendar;
  Model model{limits};

  [[nodiscard]] milliseconds now() const { return calendar.now().since_boot; }
  void pass(milliseconds span) {
    clock.advance(span);
    calendar.advance(span);
  }
};

// What was seen of one login.
struct Trace {
  ledger::Visit visit;
  base::Instant deadline;
  int questions = 0;
  int orders = 0;
  int sent = 0;
  int attempts = 0;               // codes that the service or the ledger was given
  int wrong = 0;                  // of these, the ones that cost the person an attempt
  bool was_heard = false;         // the service has answered, in whatever way
  bool is_misconfigured = false;  // it said so
  bool is_accepted = false;       // it took a code
  bool is_recovered = false;      // a recovery code was typed that is good
  std::string holder;             // where the running code went
  std::optional<std::string> typed_code;
};

class Person final : public login::Terminal {
 public:
  Person(World& world, Trace& trace) : world_(world), trace_(trace) {}
  login::Reply ask(const std::string& text, login::Echo echo, base::Deadline deadline) override;

 private:
  login::Reply type(const std::string& question, std::string_view line);
  void judge_recovery_code(const std::string& code);
  void other_login_orders();
  void other_login_fails();

  World& world_;
  Trace& trace_;
};

class Service final : public api::OtpApi {
 public:
  Service(World& world, Trace& trace) : world_(world), trace_(trace) {}
  api::Outcome send(const contacts::Contact& to, api::Purse& purse, base::Deadline) override;
  api::Outcome resend(const contacts::Contact& to, api::Purse& purse, base::Deadline) override;
  api::Outcome verify(const contacts::Contact& to, const Secret& code, base::Deadline) override;
  void take_up(std::size_t base_url) override;

 private:
  api::Outcome order(const contacts::Contact& to, api::Purse& purse);
  api::Outcome ask_base_urls(const contacts::Contact& to, api::Purse& purse);
  bool pay(const contacts::Contact& to, api::Purse& purse, std::size_t base_url);
  api::Outcome any_outcome();
  void take_time();

  World& world_;
  Trace& trace_;
};

}  // namespace ozibus::fuzz
