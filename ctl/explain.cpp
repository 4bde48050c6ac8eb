// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <optional>
#include <string>

#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/explain/explanation.h"
#include "ctl/explain/reach.h"
#include "ctl/explain/typed_visit.h"
#include "ctl/json.h"
#include "ctl/site.h"
#include "ctl/when.h"

namespace ozibus::ctl {
namespace {

using explain::Asks;
using explain::Explanation;
using explain::Reach;

std::string decision_of(const Explanation& explanation) {
  return explanation.asks == Asks::Nothing ? login::result_word(explanation.report.conclusion) : "asked";
}

std::string asked_for(Asks asks) {
  switch (asks) {
    case Asks::NewCode:
      return "a new code";
    case Asks::RunningCode:
      return "the code that was sent before";
    case Asks::RecoveryCode:
      return "a recovery code";
    case Asks::Nothing:
      break;
  }
  return "";
}

std::string mode_word(login::Mode mode) {
  return mode == login::Mode::Observe ? "observe" : "enforce";
}

std::optional<std::chrono::seconds> end_of(const Explanation& explanation, const process::Moment& now) {
  if (!explanation.report.holds_for) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(now.wall + *explanation.report.holds_for);
}

std::string title(const ledger::Visit& visit, const Explanation& explanation, const Reach& reach) {
  const std::string from = visit.rhost.empty() ? "" : " from " + visit.rhost;
  const std::string what = asked_for(explanation.asks);
  const bool is_asked = !reach.module.empty() || !reach.trouble.empty();
  return visit.user + " by " + visit.service + from +
         (is_asked ? ": " : ": no code is asked for; with pam_ozibus.so: ") + decision_of(explanation) +
         (what.empty() ? "" : " for " + what);
}

std::string told(const Explanation& explanation, const Reach& reach) {
  const bool observes = explanation.report.mode == login::Mode::Observe;
  if (!reach.pam) return observes ? "nobody is refused: mode = \"observe\"" : "";
  const bool exempt = explanation.report.conclusion == login::Conclusion::Exempt;
  return *reach.pam + (observes ? ", as mode = \"observe\" has it" : exempt ? ", see exempt_result" : "");
}

std::string stack_in_words(const std::string& service, const Reach& reach) {
  if (!reach.trouble.empty()) return "refuses every login: " + reach.trouble;
  if (reach.module.empty()) return "does not have pam_ozibus.so: none of this holds there";
  const std::string asks = "asks pam_ozibus.so at " + reach.module;
  if (!reach.may_be_asked) return "never " + asks + "; see ozibusctl check";
  return asks + (reach.may_be_spared ? ", if conditions in the stack hold" : "") + "; whoever passes " +
         service + "'s first factors " + (reach.pam ? "then " : "and gives the code then ") +
         (reach.may_get_in ? "gets in" : "is refused");
}

Result<void> print_words(const ledger::Visit& visit, const Explanation& explanation, const Reach& reach,
                         const std::optional<std::chrono::seconds>& end) {
  const auto field = [](const char* name, const std::string& text) {
    return text.empty() ? "" : name + text;
  };
  for (const std::string& line :
       {title(visit, explanation, reach), field("  rule     ", explanation.rule),
        field("  reason   ", explanation.report.reason), field("  until    ", end ? local_time(*end) : ""),
        field("  contact  ", explanation.report.contact ? explanation.report.contact->masked() : ""),
        field("  state    ", explanation.damage), field("  told     ", told(explanation, reach)),
        field("  service  ", stack_in_words(visit.service, reach))}) {
    if (line.empty()) continue;
    if (auto printed = print_line(line); !printed) return printed;
  }
  return {};
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json as_json(const ledger::Visit& visit, const Explanation& explanation, const Reach& reach,
             const std::optional<std::chrono::seconds>& end) {
  return {
      {"user", visit.user},
      {"service", visit.service},
      {"rhost", text_or_null(visit.rhost)},
      {"decision", decision_of(explanation)},
      {"asked_for", text_or_null(asked_for(explanation.asks))},
      {"rule", text_or_null(explanation.rule)},
      {"reason", text_or_null(explanation.report.reason)},
      {"until", end ? Json(utc_time(*end)) : Json(nullptr)},
      {"contact", explanation.report.contact ? Json(explanation.report.contact->masked()) : Json(nullptr)},
      {"damage", text_or_null(explanation.damage)},
      {"mode", mode_word(explanation.report.mode)},
      {"pam", reach.pam ? Json(*reach.pam) : Json(nullptr)},
      {"module", text_or_null(reach.module)},
      {"reached", reach.may_be_asked},
      {"gets_in", reach.may_get_in}};
}

}  // namespace

Result<void> explain_login(const std::string& config_path, const ledger::Visit& visit, Format format) {
  if (auto known = explain::require_service(visit.service); !known) return known;
  const process::SystemCalendar calendar;
  const auto config = config::load_config(config_path);
  if (config) {
    if (auto allowed = check_rights(config->ledger.state_dir); !allowed) return allowed;
  }
  const Explanation explanation =
      config ? explain::explain(*config, config_path, visit, calendar) : explain::explain(config.error());
  const Reach reach = explain::find_reach(
      visit.service, explanation, config ? config->users.exemptions.result : login::ExemptResult::Ignore);
  for (const std::string& doubt : explain::doubts_about(visit))
    warn(doubt);
  if (!reach.config.empty() && reach.config != config_path) {
    warn(reach.module + ": names another configuration; for that one, run: ozibusctl --config " +
         reach.config + " explain ...");
  }
  const auto end = end_of(explanation, calendar.now());
  return format == Format::Objects ? print_json(as_json(visit, explanation, reach, end))
                                   : print_words(visit, explanation, reach, end);
}

}  // namespace ozibus::ctl
