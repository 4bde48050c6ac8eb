// SPDX-License-Identifier: Apache-2.0
#include "helper/login/report.h"

#include <algorithm>

#include "base/authentication_failure.h"

namespace ozibus::login {
namespace {

// A reason names a path and a command beside the words of the provider.
constexpr std::size_t kReasonLimit = 700;

// The failures of which the module does not tell the log itself. At the end of the time it may still wait
// for the person, and go with the application.
bool is_failure_of_ours_to_tell(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::Timeout:
    case Conclusion::Unavailable:
    case Conclusion::Misconfigured:
    case Conclusion::Aborted:
      return true;
    case Conclusion::Accepted:
    case Conclusion::Recovery:
    case Conclusion::Remembered:
    case Conclusion::Exempt:
    case Conclusion::Unchecked:
    case Conclusion::Rejected:
    case Conclusion::MaxTries:
    case Conclusion::Locked:
    case Conclusion::Limited:
    case Conclusion::SlowedDown:
    case Conclusion::Unenrolled:
      break;
  }
  return false;
}

// The service's name stands outside of the fields, where nothing is quoted.
std::string module_of(const std::string& service) {
  const bool plain = std::ranges::all_of(service, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
  return "pam_ozibus(" + (plain ? service : "?") + ":auth):";
}

}  // namespace

std::string result_word(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::Accepted:
      return "accepted";
    case Conclusion::Recovery:
      return "recovery";
    case Conclusion::Remembered:
      return "remembered";
    case Conclusion::Exempt:
      return "exempt";
    case Conclusion::Rejected:
      return "rejected";
    case Conclusion::MaxTries:
      return "maxtries";
    case Conclusion::Locked:
      return "locked";
    case Conclusion::Limited:
    case Conclusion::SlowedDown:
      return "limited";
    case Conclusion::Unchecked:
    case Conclusion::Unavailable:
      return "unavailable";
    case Conclusion::Misconfigured:
      return "misconfigured";
    case Conclusion::Unenrolled:
      return "unenrolled";
    case Conclusion::Aborted:
      return "aborted";
    case Conclusion::Timeout:
      return "timeout";
  }
  return "misconfigured";
}

process::Severity severity_of(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::Accepted:
    case Conclusion::Remembered:
    case Conclusion::Exempt:
      return process::Severity::Info;
    case Conclusion::Misconfigured:
      return process::Severity::Error;
    case Conclusion::Unchecked:
    case Conclusion::Unavailable:
      return process::Severity::Warning;
    case Conclusion::Recovery:
    case Conclusion::Rejected:
    case Conclusion::MaxTries:
    case Conclusion::Locked:
    case Conclusion::Limited:
    case Conclusion::SlowedDown:
    case Conclusion::Unenrolled:
    case Conclusion::Aborted:
    case Conclusion::Timeout:
      break;
  }
  return process::Severity::Notice;
}

base::LogLine log_line(const Subject& subject, const Report& report) {
  base::LogLine line;
  line.add("result", result_word(report.conclusion));
  // Here, so that who looks for "result=rejected user=" finds refusals only.
  if (report.mode == Mode::Observe) line.add("mode", "observe");
  line.add("user", subject.user)
      .add("service", subject.service)
      .add("rhost", subject.rhost)
      .add("tty", subject.tty);
  if (report.contact) {
    line.add("channel", contacts::api_word(report.contact->channel()))
        .add("contact", report.contact->masked(), 300);
  }
  line.add("sends", report.sends)
      .add("attempts", report.attempts)
      .add("elapsed_ms", static_cast<long long>(report.elapsed.count()))
      .add("api_ms", static_cast<long long>(report.api_time.count()));
  if (!report.reason.empty()) line.add("reason", report.reason, kReasonLimit);
  return line;
}

std::optional<base::LogLine> failure_line(const Subject& subject, const Report& report) {
  if (report.mode == Mode::Observe || report.rejected == 0) return std::nullopt;
  if (!is_failure_of_ours_to_tell(report.conclusion)) return std::nullopt;
  base::LogLine line;
  line.words(module_of(subject.service))
      .words(base::authentication_failure({.tty = subject.tty,
                                           .ruser = subject.ruser,
                                           .rhost = subject.rhost,
                                           .user = subject.user,
                                           .uid = subject.uid,
                                           .euid = subject.euid})
                 .view());
  return line;
}

}  // namespace ozibus::login
