// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/settle.h"

#include "base/log_line.h"
#include "helper/process/journal.h"

namespace ozibus::ctl::change {
namespace {

void log_end(const Settled& settled, Which which) {
  if (which == Which::Overdue) {
    base::LogLine line;
    line.add("ctl", "revert").add("service", settled.service);
    line.add("reason", "nobody has confirmed the change");
    process::write_line(process::Severity::Warning, line.view());
  }
  for (const std::string& note : settled.notes) {
    base::LogLine warning;
    warning.add("ctl", "revert").add("service", settled.service).add("warning", note, 700);
    process::write_line(process::Severity::Warning, warning.view());
  }
}

void log_failure(const Error& error) {
  base::LogLine line;
  line.add("ctl", "revert").add("error", error.reason, 700);
  process::write_line(process::Severity::Error, line.view());
}

}  // namespace

Result<std::optional<Settled>> settle(const Journal& journal, Which which, Patience patience,
                                      const Reload& reload) {
  if (!journal.has_pending()) return std::nullopt;
  const auto lock = journal.lock(patience);
  if (!lock) return tl::unexpected(lock.error());
  if (!*lock) return std::nullopt;
  const auto change = journal.pending();
  if (!change) {
    log_failure(change.error());
    return tl::unexpected(change.error());
  }
  if (!*change) return std::nullopt;
  const bool is_overdue = journal.is_back() || !journal.made_at() || is_over((*change)->due, now());
  if (which == Which::Overdue && !is_overdue) return std::nullopt;
  auto notes = put_back(journal, **change, reload, "revert");
  if (!notes) {
    log_failure(notes.error());
    return tl::unexpected(notes.error());
  }
  Settled settled{(*change)->service, std::move(*notes)};
  log_end(settled, which);
  return settled;
}

}  // namespace ozibus::ctl::change
