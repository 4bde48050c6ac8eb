// SPDX-License-Identifier: Apache-2.0
#include "helper/process/journal.h"

namespace ozibus::process {

void open_journal(const char* program, const JournalSettings& settings) {
  // LOG_NDELAY: the socket is there before the process gives up rights or descriptors.
  ::openlog(program, LOG_PID | LOG_NDELAY, settings.facility);
  ::setlogmask(LOG_UPTO(static_cast<int>(settings.level)));
}

void write_line(Severity severity, std::string_view line) {
  ::syslog(static_cast<int>(severity), "%.*s", static_cast<int>(line.size()), line.data());
}

}  // namespace ozibus::process
