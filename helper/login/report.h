// SPDX-License-Identifier: Apache-2.0
// How a login ended: what the application is told, and the login's one line in the log.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <sys/types.h>

#include "base/log_line.h"
#include "helper/contacts/contact.h"
#include "helper/login/settings.h"
#include "helper/process/journal.h"

namespace ozibus::login {

// Each has its word behind result= in the log.
enum class Conclusion {
  Accepted,
  Recovery,       // let in by a recovery code
  Remembered,     // let in because a code was accepted from that address before
  Exempt,         // need not give a code
  Unchecked,      // let in by on_unavailable = "allow"; the word is that of Unavailable
  Rejected,       // no valid code came, or the service will not send one
  MaxTries,       // every attempt was used on a code that was not accepted
  Locked,         // too many codes were rejected, in other logins too
  Limited,        // a send limit of ours is reached
  SlowedDown,     // the service wants fewer requests; the word is that of Limited
  Unavailable,    // the service can't be reached or makes no sense
  Misconfigured,  // configuration, credentials, contacts or state are the administrator's to mend
  Unenrolled,     // the system or the map does not know the user
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
  // Of this process when the login began.
  uid_t uid = 0;
  uid_t euid = 0;
};

struct Report {
  Conclusion conclusion = Conclusion::Misconfigured;
  std::string reason{};    // with what the administrator should do; empty when there is nothing to say
  std::string farewell{};  // the last text for the person; empty when there is nothing to say
  std::optional<contacts::Contact> contact{};  // where the code went, or was to go
  int sends = 0;                               // messages that the service said it has sent
  int attempts = 0;                            // codes that were judged, or were posted for that
  int rejected = 0;                            // of these, the ones that were not accepted
  std::chrono::milliseconds elapsed{0};
  std::chrono::milliseconds api_time{0};
  Mode mode = Mode::Enforce;  // Observe: the conclusion is what would have been
  // With what ends by itself: a bypass, a remembered address, a lock.
  std::optional<std::chrono::milliseconds> holds_for{};
};

[[nodiscard]] base::LogLine log_line(const Subject& subject, const Report& report);

// The line of a failed authentication for a login that ended in another way after codes had been
// rejected: the module writes one only for the failures that it returns, and whoever guesses could
// leave before the last attempt. None with Mode::Observe: whoever counts these lines may ban the client.
[[nodiscard]] std::optional<base::LogLine> failure_line(const Subject& subject, const Report& report);

}  // namespace ozibus::login
