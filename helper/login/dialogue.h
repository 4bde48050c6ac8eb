// SPDX-License-Identifier: Apache-2.0
// The dialogue with the person: order a code, ask for it, have it checked, until that is settled.
// Every way out but the service's acceptance of a code, a recovery code, and an outage that the policy
// forgives, is a refusal.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "helper/api/otp_api.h"
#include "helper/contacts/contact.h"
#include "helper/ledger/ledger.h"
#include "helper/login/answer.h"
#include "helper/login/endings.h"
#include "helper/login/phrases.h"
#include "helper/login/report.h"
#include "helper/login/settings.h"
#include "helper/login/terminal.h"
#include "helper/process/clock.h"

namespace ozibus::login {

// Whom the dialogue deals with. All is borrowed.
struct Partners {
  Terminal& terminal;
  api::OtpApi& api;
  ledger::Ledger& ledger;
  const process::Clock& clock;
};

class Dialogue {
 public:
  // `contacts` is not empty and is borrowed, like the settings; `login_began` is when login_timeout started
  // to run.
  Dialogue(const Settings& settings, OnUnavailable on_unavailable,
           const std::vector<contacts::Contact>& contacts, const Partners& partners,
           base::Instant login_began);

  [[nodiscard]] Report run();

 private:
  // How the login ends, or nothing to go on.
  using Step = std::optional<Ending>;

  Step ask_who_is_there();
  Step ask_for_code();
  Step obey(Nonsense);
  Step obey(Empty);
  Step obey(Command command);
  Step obey(const Code& code);
  Step obey(const RecoveryCode& code);
  Step no_answer_of_use(std::string notice);

  Step order(const contacts::Contact& to, api::Call call);
  Step after_order(const contacts::Contact& to, api::Call call, api::Outcome outcome);
  Step after_failed_order(const contacts::Contact& to, api::Outcome outcome);
  Step after_withheld_order(const contacts::Contact& to, api::Call call,
                            const ledger::Ledger::OrderAnswer& answer);
  Step take_over(const contacts::Contact& wanted, api::Call call, const ledger::RunningCode& running);
  Step recovery_or(Ending ending);
  Step slow_down(std::chrono::seconds wait, base::Instant& not_before);

  Step begin_attempt();
  Step check(const Code& code);
  Step after_check(api::Outcome outcome);
  Step accept();
  Step not_accepted(const std::string& reason);
  Step end_attempts(Ending ending);

  // How long the service wants us to wait; zero when it does not say.
  [[nodiscard]] static std::chrono::seconds pause_of(const api::Outcome& outcome);
  [[nodiscard]] const contacts::Contact* other_contact(contacts::Channel channel) const;
  [[nodiscard]] phrases::Choices choices() const;
  [[nodiscard]] std::string question() const;
  [[nodiscard]] std::chrono::seconds seconds_until(base::Instant when) const;
  [[nodiscard]] bool out_of_time() const { return clock_.now() >= deadline_.at(); }

  // The API's answer; its time is added to the report.
  template <typename Request>
  api::Outcome timed(Request request) {
    const base::Instant before = clock_.now();
    api::Outcome outcome = request();
    report_.api_time += std::chrono::duration_cast<std::chrono::milliseconds>(clock_.now() - before);
    return outcome;
  }

  const Settings& settings_;
  OnUnavailable on_unavailable_;
  const std::vector<contacts::Contact>& contacts_;
  Terminal& terminal_;
  api::OtpApi& api_;
  ledger::Ledger& ledger_;
  const process::Clock& clock_;
  base::Instant began_;
  base::Deadline deadline_;

  const contacts::Contact* chosen_;  // where the next code goes, or the running one went
  bool code_is_running_ = false;
  bool only_recovery_ = false;      // no code can come, but the user has recovery codes
  bool service_was_heard_ = false;  // it has answered in this login, in whatever way
  int attempts_left_;
  int resends_left_;
  int budget_left_ = 0;  // what the ledger said it allows
  int useless_in_a_row_ = 0;
  int questions_ = 0;
  // An order to a contact that got one may come only after resend_wait.
  std::map<const contacts::Contact*, base::Instant> next_order_;
  // Until then the service wants no order, or no check (Retry-After). Two, because a limit on messages
  // must not keep a good code out.
  base::Instant no_order_before_;
  base::Instant no_check_before_;
  std::string notice_;      // what the person has to know before the next question
  std::string background_;  // why only recovery codes are asked for

  Report report_;
};

}  // namespace ozibus::login
