// SPDX-License-Identifier: Apache-2.0
// ozibus-helper: one login, one process. Started by pam_ozibus.so with its end of the channel as
// descriptor 3; gives up what it inherited, holds the login, writes its line to the log, and sends
// the verdict. However else it ends, the module has no verdict and refuses the login.
#include <chrono>
#include <cstdlib>
#include <string>

#include <malloc.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "helper/api/openssl_start.h"
#include "helper/api/wiped_openssl.h"
#include "helper/login/verdict.h"
#include "helper/process/hygiene.h"
#include "helper/process/journal.h"
#include "helper/second_factor.h"

namespace {

// Until the configured login_timeout is known. A little longer than the module waits for it.
constexpr std::chrono::milliseconds kStartUp{20'000};
constexpr std::chrono::milliseconds kSendLimit{2'000};

// The log comes first: nobody is let in before the line that says so was handed to it.
int conclude(ozibus::protocol::HelperEnd& channel, const ozibus::Login& login) {
  using ozibus::base::Deadline;
  ozibus::process::write_line(ozibus::login::severity_of(login.report.conclusion),
                              ozibus::login::log_line(login.subject, login.report).view());
  if (const auto failure = ozibus::login::failure_line(login.subject, login.report)) {
    ozibus::process::write_line(ozibus::process::Severity::Notice, failure->view());
  }
  // Where nobody is refused, there is nothing to say of a refusal.
  if (!login.report.farewell.empty() && login.report.mode == ozibus::login::Mode::Enforce) {
    (void)channel.send(ozibus::protocol::Error{login.report.farewell}, Deadline::after(kSendLimit));
  }
  const ozibus::protocol::Verdict verdict{ozibus::login::outcome_of(login.report, login.exempt_result)};
  return channel.send(verdict, Deadline::after(kSendLimit)) ? EXIT_SUCCESS : EXIT_FAILURE;
}

ozibus::Result<void> prepare() {
  if (auto done = ozibus::process::become_clean(ozibus::protocol::kHelperDescriptor); !done) return done;
  return ozibus::process::die_after(kStartUp);
}

}  // namespace

int main() {
  // The thread that looks up a name would map a heap of its own, and the person waits for that, too.
  (void)::mallopt(M_ARENA_MAX, 1);
  const auto clean = prepare();
  ozibus::process::open_journal(ozibus::kProgram, {});
  // Not a reason to refuse: some library that was updated may use OpenSSL before main() begins.
  if (const auto wiped = ozibus::api::wipe_heap_of_openssl(); !wiped) {
    ozibus::base::LogLine line;
    ozibus::process::write_line(ozibus::process::Severity::Warning,
                                line.add("warning", wiped.error().reason).view());
  }
  ozibus::api::leave_out_cipher_names();
  ozibus::protocol::HelperEnd channel{ozibus::base::UniqueFd(ozibus::protocol::kHelperDescriptor)};
  if (!clean) {
    const ozibus::login::Report report{.conclusion = ozibus::login::Conclusion::Misconfigured,
                                       .reason = clean.error().reason,
                                       .farewell = std::string(ozibus::protocol::kNotAvailable)};
    return conclude(channel, {.subject = {}, .report = report});
  }
  const int status = conclude(channel, ozibus::hold_login(channel));
  // Without a look-up of names that still hangs in a thread, and without taking down what the kernel
  // takes down faster: the person is waiting.
  ::_exit(status);
}
