// SPDX-License-Identifier: Apache-2.0
#include "ctl/explain/explanation.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "ctl/explain/setting.h"
#include "helper/decision/decision.h"
#include "helper/ledger/foresight.h"
#include "helper/ledger/ledger.h"
#include "helper/login/endings.h"
#include "helper/text/duration.h"

namespace ozibus::ctl::explain {
namespace {

using decision::Enrolled;
using ledger::Prospect;
using login::Report;
using std::chrono::milliseconds;

Explanation settled(Report report) {
  Explanation explanation;
  explanation.report = std::move(report);
  return explanation;
}

std::optional<contacts::Contact> contact_of(const ledger::RunningCode& running, const Enrolled& user) {
  const auto& contacts = user.entry.contacts;
  const auto found = std::ranges::find(contacts, running.contact, [](const contacts::Contact& contact) {
    return ledger::contact_key(contact.address());
  });
  return found == contacts.end() ? std::nullopt : std::optional(*found);
}

class Explainer {
 public:
  Explainer(const config::Config& config, ledger::Visit visit, const process::Calendar& calendar)
      : config_(config), visit_(std::move(visit)), calendar_(calendar) {}

  [[nodiscard]] Explanation explain() {
    auto decision = decision::decide(config_, visit_, calendar_);
    if (auto* report = std::get_if<Report>(&decision)) return settled(std::move(*report));
    const Enrolled& user = std::get<Enrolled>(decision);
    visit_.user = user.account;
    return explain_enrolled(user);
  }

 private:
  [[nodiscard]] Explanation explain_enrolled(const Enrolled& user) const {
    const auto prospect = ledger::foresee(config_.ledger, visit_, calendar_, config_.prompt.resend_wait);
    if (!prospect) return settled(decision::misconfigured(prospect.error()));
    Explanation explanation = by_prospect(user, *prospect);
    explanation.damage = prospect->damage;
    return explanation;
  }

  [[nodiscard]] Explanation by_prospect(const Enrolled& user, const Prospect& prospect) const {
    if (auto report = decision::settled_before(prospect.standing)) return settled(std::move(*report));
    if (const auto credentials = config::load_credentials(config_.api.credentials_file); !credentials) {
      return settled(decision::misconfigured(credentials.error()));
    }
    if (const auto* limit = std::get_if<ledger::OverLimit>(&prospect.order)) return limited(*limit, prospect);
    Explanation asked;
    asked.rule = config_.users.map + ":" + std::to_string(user.entry.line);
    if (const auto* running = std::get_if<ledger::RunningCode>(&prospect.order)) {
      return take_over(std::move(asked), *running, user);
    }
    asked.asks = Asks::NewCode;
    asked.report.contact = user.entry.contacts.front();
    return asked;
  }

  [[nodiscard]] Explanation limited(const ledger::OverLimit& limit, const Prospect& prospect) const {
    login::Ending ending = login::over_limit(limit);
    Explanation explanation = settled(
        {.conclusion = ending.conclusion, .reason = std::move(ending.reason), .holds_for = limit.wait});
    explanation.rule = setting_of(config_, limit.whose);
    if (prospect.standing.recovery_codes > 0) explanation.asks = Asks::RecoveryCode;
    return explanation;
  }

  // One that went to a contact which is the user's no more does not count.
  [[nodiscard]] Explanation take_over(Explanation asked, const ledger::RunningCode& running,
                                      const Enrolled& user) const {
    asked.report.contact = contact_of(running, user);
    if (!asked.report.contact) return without_running(user);
    asked.asks = Asks::RunningCode;
    asked.report.reason =
        "a code was sent " + text::roughly(running.age) + " ago, which is less than resend_wait";
    asked.report.holds_for = config_.prompt.resend_wait - running.age;
    return asked;
  }

  [[nodiscard]] Explanation without_running(const Enrolled& user) const {
    const auto prospect = ledger::foresee(config_.ledger, visit_, calendar_, milliseconds::zero());
    return prospect ? by_prospect(user, *prospect) : settled(decision::misconfigured(prospect.error()));
  }

  const config::Config& config_;
  ledger::Visit visit_;
  const process::Calendar& calendar_;
};

}  // namespace

Explanation explain(const config::Config& config, const std::string& config_path, const ledger::Visit& visit,
                    const process::Calendar& calendar) {
  Explanation explanation = Explainer(config, visit, calendar).explain();
  explanation.report.mode = config.policy.mode;
  if (explanation.rule.empty()) explanation.rule = setting_of(config, explanation.report);
  const bool is_setting = explanation.rule.find(" = ") != std::string::npos;
  if (is_setting) explanation.rule = config_path + ": " + explanation.rule;
  return explanation;
}

Explanation explain(Error error) {
  return settled(decision::misconfigured(std::move(error)));
}

}  // namespace ozibus::ctl::explain
