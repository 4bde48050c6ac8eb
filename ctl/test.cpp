// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <optional>
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/explain/explanation.h"
#include "ctl/tested.h"
#include "ctl/trial/trial.h"

namespace ozibus::ctl {
namespace {

Result<void> note(const Site& site, const std::string& user) {
  const auto now = std::chrono::floor<std::chrono::seconds>(site.calendar.now().wall);
  if (auto noted = note_tested(site.config.ledger.state_dir, {user, now}); !noted) return noted;
  if (auto logged = conclude(std::optional<std::string>(), describe_change(site, "test", user)); !logged)
    return logged;
  return confirm(user + ": the code was accepted; the test is noted.");
}

// What is decided before the service is asked can be said here; the rest is in the log.
std::string reason_of(const Site& site, const std::string& user) {
  const auto expected =
      explain::explain(site.config, site.config_path, {user, trial::kService, ""}, site.calendar);
  if (expected.asks == explain::Asks::Nothing && !expected.report.reason.empty())
    return "; " + expected.report.reason;
  return "; for the reason, run: journalctl -t ozibus-helper -n 1";
}

}  // namespace

Result<void> run_test(const Site& site, const std::string& typed) {
  const auto user = find_user(typed);
  if (!user) return tl::unexpected(user.error());
  // Before: a login leaves traces that decide about the next.
  const std::string reason = reason_of(site, *user);
  const auto verdict = trial::hold_login(trial::find_set(site.config_path), *user, show);
  if (!verdict) return tl::unexpected(verdict.error());
  switch (verdict->end) {
    case trial::End::Accepted:
      return note(site, *user);
    case trial::End::Unasked:
      return failure(*user + ": let in without a code, which proves nothing of codes" + reason);
    case trial::End::Undecided:
      return failure(*user +
                     ": pam_ozibus.so leaves the decision to others: the user is exempt, or mode = "
                     "\"observe\" and this was a refusal" +
                     reason);
    case trial::End::Refused:
      break;
  }
  return failure(*user + ": refused (" + verdict->pam + ")" + reason);
}

}  // namespace ozibus::ctl
