// SPDX-License-Identifier: Apache-2.0
#include "ctl/change.h"

#include <optional>

#include "ctl/console.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {

base::LogLine describe_change(const Site& site, std::string_view command, const std::string& user) {
  base::LogLine line;
  line.add("ctl", command).add("user", user).add("by", site.by.uid);
  if (site.by.sudo_uid) line.add("sudo_uid", *site.by.sudo_uid);
  return line;
}

Result<void> conclude(const ledger::Administration::Done& done, base::LogLine change) {
  if (!done) return tl::unexpected(done.error());
  const std::optional<std::string>& damage = *done;
  if (!damage) {
    process::write_line(process::Severity::Notice, change.view());
    return {};
  }
  warn(*damage);
  process::write_line(process::Severity::Warning, change.add("warning", *damage, 700).view());
  return {};
}

}  // namespace ozibus::ctl
