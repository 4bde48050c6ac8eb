// SPDX-License-Identifier: Apache-2.0
// The C boundary. This code runs as root inside sshd and sudo; it is built without exceptions, takes
// no memory from the heap and decides nothing: any way out but a verdict is a refusal.
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <span>

#include <pthread.h>
#include <security/pam_modules.h>
#include <syslog.h>

#include "base/authentication_failure.h"
#include "base/errno_text.h"
#include "pam_ozibus/arguments.h"
#include "pam_ozibus/launch.h"
#include "pam_ozibus/outcome_pam.h"
#include "pam_ozibus/pam_host.h"
#include "pam_ozibus/relay.h"

namespace ozibus::pam_ozibus {
namespace {

using base::LogLine;

// A sentence for the log, cut where the longest path would make it longer.
struct Reason {
  std::array<char, 1400> text{};
};

// NOLINTNEXTLINE(cert-dcl50-cpp): the compiler checks the words against the format
[[gnu::format(printf, 1, 2)]] Reason reason(const char* format, ...) noexcept {
  Reason made;
  va_list words;
  va_start(words, format);
  (void)::vsnprintf(made.text.data(), made.text.size(), format, words);
  va_end(words);
  return made;
}

// The login's one log line, where there is no helper to write it.
class Trouble {
 public:
  Trouble(Host& host, const protocol::Start& start) noexcept : host_(host), start_(start) {}

  int report(const Reason& why) noexcept {
    // In this order: a system log that takes nothing more holds up who writes to it.
    host_.show_error(protocol::kNotAvailable);
    log("misconfigured", why.text.data());
    return PAM_SERVICE_ERR;
  }

  void log(const char* result, const char* why) noexcept {
    LogLine line;
    line.add("result", result)
        .add("user", start_.user)
        .add("service", start_.service)
        .add("rhost", start_.rhost)
        .add("tty", start_.tty)
        .add("reason", why, kReasonLimit);
    host_.log(LOG_ERR, line);
  }

 private:
  // A path of ours and what to do about it.
  static constexpr std::size_t kReasonLimit = 1200;

  Host& host_;
  const protocol::Start& start_;
};

// The waits in here are cancellation points, and a thread that is cancelled runs no destructor of
// code without exceptions: descriptors would stay open and the helper with them.
class NotCancelled {
 public:
  NotCancelled() noexcept { ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
  NotCancelled(const NotCancelled&) = delete;
  NotCancelled& operator=(const NotCancelled&) = delete;
  ~NotCancelled() { ::pthread_setcancelstate(before_, nullptr); }

 private:
  int before_ = PTHREAD_CANCEL_ENABLE;
};

Reason describe(LaunchFailure failure, const char* helper, const char* service) noexcept {
  const char* error = base::errno_text(failure.error);
  switch (failure.error) {
    case EMFILE:
      return reason("%s: %s: %s; let the application open more (ulimit -n)", helper, failure.what, error);
    case EAGAIN:
      return reason("%s: %s: %s; let the application start more processes (ulimit -u, TasksMax=)", helper,
                    failure.what, error);
    default:
      return reason("%s: %s: %s; install the package again or correct helper= in /etc/pam.d/%s", helper,
                    failure.what, error, service);
  }
}

Reason describe(RelayFailure failure, const char* helper, unsigned helper_version) noexcept {
  switch (failure) {
    case RelayFailure::Silent:
      return reason("%s: did not answer in time and was ended; look for its own messages in this log",
                    helper);
    case RelayFailure::Gone:
      return reason(
          "%s: ended without a verdict; if it logged nothing itself, run: ldd %s; journalctl -k -g "
          "ozibus-helper",
          helper, helper);
    case RelayFailure::OtherVersion:
      return reason(
          "%s: speaks version %u of the protocol, this module version %u; install both from one package",
          helper, helper_version, unsigned{protocol::kVersion});
    case RelayFailure::Broken:
      break;
  }
  return reason("%s: does not keep to the protocol; install it and this module from one package", helper);
}

int authenticate(pam_handle_t* handle, std::span<const char* const> words) noexcept {
  const NotCancelled not_cancelled;
  PamHost host(handle);
  const int found = host.find_user();
  protocol::Start start = host.who();
  Trouble trouble(host, start);

  const auto arguments = parse_arguments(words);
  if (!arguments) {
    return trouble.report(
        reason("argument \"%s\" is not understood; use config=PATH, helper=PATH (absolute) or debug in "
               "/etc/pam.d/%s",
               arguments.error(), start.service.data()));
  }
  if (found != PAM_SUCCESS) {
    trouble.log("aborted", "the application gave no login name");
    return PAM_CONV_ERR;
  }
  start.config_path = arguments->config_path;
  start.debug = arguments->debug;

  auto helper = launch_helper(arguments->helper_path);
  if (!helper) {
    return trouble.report(describe(helper.error(), arguments->helper_path, start.service.data()));
  }
  protocol::ModuleEnd channel(helper->take_channel());
  const auto outcome = relay(channel, host, start);
  // The application may have changed what libpam holds while it was asked.
  start = host.who();
  // It has said all and logged it; one that somebody has taken over would rather live on.
  helper->kill();
  if (!outcome) {
    return trouble.report(describe(outcome.error(), arguments->helper_path, channel.peer_version()));
  }
  if (is_authentication_failure(*outcome)) {
    host.log(LOG_NOTICE,
             base::authentication_failure(
                 {.tty = start.tty, .ruser = start.ruser, .rhost = start.rhost, .user = start.user}));
  }
  return to_pam(*outcome);
}

}  // namespace
}  // namespace ozibus::pam_ozibus

// The prototypes are libpam's and cannot say noexcept; what runs behind them does.
extern "C" {

__attribute__((visibility("default"))) int pam_sm_authenticate(pam_handle_t* handle, int /*flags*/, int argc,
                                                               const char** argv) {
  return ozibus::pam_ozibus::authenticate(handle, {argv, static_cast<std::size_t>(argc)});
}

__attribute__((visibility("default"))) int pam_sm_setcred(pam_handle_t* /*handle*/, int /*flags*/,
                                                          int /*argc*/, const char** /*argv*/) {
  return PAM_SUCCESS;
}
}
