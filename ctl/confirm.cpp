// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "ctl/change/login.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/pending_change.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {
namespace {

using change::Change;

Result<void> require_new_login(const change::Moment& made) {
  const auto began = change::login_began();
  if (!began) {
    return failure(
        "this is no login by ssh or on a console; log in anew, and type there: sudo ozibusctl confirm");
  }
  if (*began > made.uptime) return {};
  return failure(
      "this login is older than the change and shows nothing of it; log in anew from another terminal, and "
      "type there: sudo ozibusctl confirm");
}

Result<Change> confirm_pending() {
  const change::Journal journal(kChangeFolder);
  if (!journal.has_pending()) return failure("there is no change to confirm; see: ozibusctl check");
  const auto lock = journal.lock(change::Patience::Wait);
  if (!lock) return tl::unexpected(lock.error());
  auto pending = journal.pending();
  if (!pending) return tl::unexpected(pending.error());
  const auto made = journal.made_at();
  if (!*pending || !made || change::is_over((*pending)->due, change::now())) {
    return failure("the time is over, and everything is put back; see: ozibusctl enable --help");
  }
  if (auto is_new = require_new_login(*made); !is_new) return tl::unexpected(is_new.error());
  if (auto confirmed = journal.confirm((*pending)->service); !confirmed)
    return tl::unexpected(confirmed.error());
  return std::move(**pending);
}

}  // namespace

Result<void> confirm_change(const Operator& by) {
  if (auto is_root = require_root(); !is_root) return is_root;
  const auto change = confirm_pending();
  if (!change) return tl::unexpected(change.error());
  process::write_line(process::Severity::Notice, describe_service("confirm", change->service, by).view());
  for (const change::Step& step : change->steps) {
    if (auto told = confirm(step.path + ": stays"); !told) return told;
  }
  return confirm(change->service + " asks for a code from now on; to take it out: ozibusctl disable " +
                 change->service);
}

}  // namespace ozibus::ctl
