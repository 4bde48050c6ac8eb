// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "ctl/change/login.h"
#include "ctl/change/transaction.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/pending_change.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {
namespace {

using change::Change;

// sudo remembers whom it has asked, but for -k.
Result<void> require_new_login(const std::string& service, const change::Moment& made) {
  const auto began = change::login_began(service);
  const std::string how = service == "sudo" ? "type: sudo -k ozibusctl confirm"
                                            : "log in anew by ssh from another terminal, and type there: "
                                              "sudo ozibusctl confirm";
  if (!began) return failure("this was not let in by " + service + ", and shows nothing of it; " + how);
  if (*began > made.uptime) return {};
  return failure("this was let in by " + service + " before the change, and shows nothing of it; " + how);
}

Result<Change> confirm_pending() {
  const change::Journal journal(kChangeFolder);
  if (!journal.has_pending()) return failure("there is no change to confirm; see: ozibusctl check");
  const auto lock = journal.lock(change::Patience::Wait);
  if (!lock) return tl::unexpected(lock.error());
  auto pending = journal.pending();
  if (!pending) return tl::unexpected(pending.error());
  const auto made = journal.made_at();
  if (!*pending || !made || journal.is_back() || change::is_over((*pending)->due, change::now())) {
    return failure("the time is over, and everything is put back; see: ozibusctl enable --help");
  }
  if (auto is_new = require_new_login((*pending)->service, *made); !is_new)
    return tl::unexpected(is_new.error());
  if (auto confirmed = journal.confirm((*pending)->service); !confirmed)
    return tl::unexpected(confirmed.error());
  if (auto dropped = change::drop_ways_back(**pending); !dropped) warn(dropped.error().reason);
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
