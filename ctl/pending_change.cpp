// SPDX-License-Identifier: Apache-2.0
#include "ctl/pending_change.h"

#include <unistd.h>

#include "ctl/change/sshd_reload.h"
#include "ctl/console.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {

base::LogLine describe_service(std::string_view command, const std::string& service, const Operator& by) {
  base::LogLine line;
  line.add("ctl", command).add("service", service).add("by", by.uid);
  if (by.sudo_uid) line.add("sudo_uid", *by.sudo_uid);
  return line;
}

void settle_overdue_change() {
  if (::geteuid() != 0) return;
  const auto settled = change::settle(change::Journal(kChangeFolder), change::Which::Overdue,
                                      change::Patience::Leave, change::reload_sshd);
  if (!settled) return complain(settled.error().reason);
  if (!*settled) return;
  warn((*settled)->service + ": nobody has confirmed that it asks for a code; what was there is back");
  for (const std::string& text : (*settled)->notes)
    warn(text);
}

Result<void> require_root() {
  if (::geteuid() == 0) return {};
  return failure("only root can change how others log in; run ozibusctl as root");
}

Result<bool> put_back_pending(change::Which which, const Operator& by) {
  const auto settled =
      change::settle(change::Journal(kChangeFolder), which, change::Patience::Wait, change::reload_sshd);
  if (!settled) return tl::unexpected(settled.error());
  if (!*settled) return false;
  if (which == change::Which::Any) {
    process::write_line(process::Severity::Notice,
                        describe_service("revert", (*settled)->service, by).view());
  }
  for (const std::string& text : (*settled)->notes)
    warn(text);
  if (auto told = confirm((*settled)->service + ": everything is as it was before."); !told)
    return tl::unexpected(told.error());
  return true;
}

Result<void> require_no_pending(const change::Journal& journal) {
  const auto pending = journal.pending();
  if (!pending) return tl::unexpected(pending.error());
  if (!*pending) return {};
  return failure("the change of " + (*pending)->service +
                 " is not confirmed yet; type first, in a new login: sudo -k ozibusctl confirm (or here: "
                 "ozibusctl revert)");
}

}  // namespace ozibus::ctl
