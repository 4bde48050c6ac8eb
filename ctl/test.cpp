// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <optional>
#include <string>

#include "ctl/account.h"
#include "ctl/change.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/tested.h"
#include "ctl/trial/trial.h"

namespace ozibus::ctl {
namespace {

const std::string kReason = "; the system log has the reason: grep ozibus-helper";

Result<void> note(const Site& site, const std::string& user) {
  const auto now = std::chrono::floor<std::chrono::seconds>(site.calendar.now().wall);
  if (auto noted = note_tested(site.config.ledger.state_dir, {user, now}); !noted) return noted;
  if (auto logged = conclude(std::optional<std::string>(), describe_change(site, "test", user)); !logged)
    return logged;
  return confirm(user + ": the code was accepted; the test is noted.");
}

}  // namespace

Result<void> run_test(const Site& site, const std::string& typed) {
  const auto user = find_user(typed);
  if (!user) return tl::unexpected(user.error());
  const auto verdict = trial::hold_login(trial::find_set(site.config_path), *user, show);
  if (!verdict) return tl::unexpected(verdict.error());
  switch (verdict->end) {
    case trial::End::Accepted:
      return note(site, *user);
    case trial::End::Unasked:
      return failure(*user + ": let in without a code, which proves nothing of codes" + kReason);
    case trial::End::Undecided:
      return failure(*user +
                     ": pam_ozibus.so leaves the decision to others: the user is exempt, or mode = "
                     "\"observe\" and this was a refusal" +
                     kReason);
    case trial::End::Refused:
      break;
  }
  return failure(*user + ": refused (" + verdict->pam + ")" + kReason);
}

}  // namespace ozibus::ctl
