// SPDX-License-Identifier: Apache-2.0
// How a login ended: what the application is told, and the login's one line in the log.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/log_line.h"
#include "helper/contacts/contact.h"
#include "helper/process/journal.h"

namespace ozibus::login {

// The word behind result= in the log.
enum class Conclusion {
  Accepted,
  Rejected,       // no valid code came, or the service will not send one
  MaxTries,       // every attempt was used on a code that was not accepted
  Unavailable,    // the service can't be reached or makes no sense
  Misconfigured,  // configuration, credentials or contacts are the administrator's to mend
  Unenrolled,     // the system or the map does not know the user
  Limited,        // the service wants fewer requests
  Aborted,        // nobody is there to answer
  Timeout,        // login_timeout is over
};

[[nodiscard]] std::string result_word(Conclusion conclusion);
[[nodiscard]] process::Severity severity_of(Conclusion conclusion);

// Who logs in, as the application tells it: bytes that may be anything.
struct Subject {
  std::string user;
  std::string service;
  std::string rhost;
  std::string tty;
  std::string ruser{};
};

struct Report {
  Conclusion conclusion = Conclusion::Misconfigured;
  std::string reason{};    // with what the administrator should do; empty when there is nothing to say
  std::string farewell{};  // the last text for the person; empty when there is nothing to say
  std::optional<contacts::Contact> contact{};  // where the code went, or was to go
  int sends = 0;                               // messages that the service said it has sent
  int attempts = 0;                            // codes that were posted to the service
  int rejected = 0;                            // of these, the ones that it did not accept
  std::chrono::milliseconds elapsed{0};
  std::chrono::milliseconds api_time{0};
};

[[nodiscard]] base::LogLine log_line(const Subject& subject, const Report& report);

// The line of a failed authentication for a login that ended in another way after codes had been
// rejected: the module writes one only for the failures that it returns, and whoever guesses could
// leave before the last attempt.
[[nodiscard]] std::optional<base::LogLine> failure_line(const Subject& subject, const Report& report);

}  // namespace ozibus::login
