// SPDX-License-Identifier: Apache-2.0
// The system log.
#pragma once

#include <string_view>

#include <syslog.h>

namespace ozibus::process {

enum class Severity : int {
  Error = LOG_ERR,
  Warning = LOG_WARNING,
  Notice = LOG_NOTICE,
  Info = LOG_INFO,
  Debug = LOG_DEBUG,
};

// The configuration's [log] section.
struct JournalSettings {
  int facility = LOG_AUTHPRIV;      // a LOG_* facility of syslog(3)
  Severity level = Severity::Info;  // lines below it are dropped
};

// Opens the log under the program's name, which is kept: a literal. May be called again when the settings
// are known.
void open_journal(const char* program, const JournalSettings& settings);

// Writes one line. `line` comes from base::LogLine, which has escaped whatever came from outside.
void write_line(Severity severity, std::string_view line);

}  // namespace ozibus::process
