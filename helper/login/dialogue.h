// SPDX-License-Identifier: Apache-2.0
// The dialogue with the person: order a code, ask for it, have it checked, until that is settled.
// Every way out but the service's acceptance of a code is a refusal.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "helper/api/otp_api.h"
#include "helper/contacts/contact.h"
#include "helper/login/answer.h"
#include "helper/login/phrases.h"
#include "helper/login/report.h"
#include "helper/login/settings.h"
#include "helper/login/terminal.h"
#include "helper/process/clock.h"

namespace ozibus::login {

class Dialogue {
 public:
  // `contacts` is not empty; `login_began` is when login_timeout started to run. All is borrowed.
  Dialogue(const Settings& settings, const std::vector<contacts::Contact>& contacts, Terminal& terminal,
           api::OtpApi& api, const process::Clock& clock, base::Instant login_began);

  [[nodiscard]] Report run();

 private:
  struct Ending {
    Conclusion conclusion;
    std::string reason;
    std::string farewell;
  };
  // How the login ends, or nothing to go on.
  using Step = std::optional<Ending>;

  Step ask_who_is_there();
  Step ask_for_code();
  Step obey(Nonsense);
  Step obey(Empty);
  Step obey(Command command);
  Step obey(const Code& code);

  Step order(const contacts::Contact& to, api::Call call);
  Step check(const Code& code);
  Step no_answer_of_use(std::string notice);
  Step slow_down(std::chrono::seconds wait, base::Instant& not_before);

  Step after_order(const contacts::Contact& to, api::Call call, api::Outcome outcome);
  Step after_check(api::Outcome outcome);

  [[nodiscard]] const contacts::Contact* other_contact(contacts::Channel channel) const;
  [[nodiscard]] phrases::Choices choices() const;
  [[nodiscard]] std::chrono::seconds seconds_until(base::Instant when) const;
  [[nodiscard]] bool out_of_time() const { return clock_.now() >= deadline_.at(); }
  [[nodiscard]] static Ending hung_up(HangUp why);
  [[nodiscard]] static Ending timed_out();
  [[nodiscard]] Ending misconfigured(std::string reason) const;
  [[nodiscard]] Ending unavailable(std::string reason) const;

  // The API's answer; its time is added to the report.
  template <typename Request>
  api::Outcome timed(Request request);

  const Settings& settings_;
  const std::vector<contacts::Contact>& contacts_;
  Terminal& terminal_;
  api::OtpApi& api_;
  const process::Clock& clock_;
  base::Instant began_;
  base::Deadline deadline_;

  const contacts::Contact* chosen_;  // where the next code goes, or the running one went
  bool code_is_running_ = false;
  int attempts_left_;
  int resends_left_;
  int useless_in_a_row_ = 0;
  int questions_ = 0;
  // An order to a contact that got one may come only after resend_wait.
  std::map<const contacts::Contact*, base::Instant> next_order_;
  // Until then the service wants no order, or no check (Retry-After). Two, because a limit on messages
  // must not keep a good code out.
  base::Instant no_order_before_;
  base::Instant no_check_before_;
  std::string notice_;  // what the person has to know before the next question

  Report report_;
};

}  // namespace ozibus::login
