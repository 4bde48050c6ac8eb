// SPDX-License-Identifier: Apache-2.0
#include "helper/login/report.h"

#include <algorithm>

#include "base/authentication_failure.h"

namespace ozibus::login {
namespace {

// A reason names a path and a command beside the words of the provider.
constexpr std::size_t kReasonLimit = 700;

// Of these the module tells the log itself, in the same moment. At the end of its time it may still
// wait for the person, and go with the application.
bool is_told_by_the_module(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::Accepted:
    case Conclusion::Rejected:
    case Conclusion::MaxTries:
    case Conclusion::Unenrolled:
    case Conclusion::Limited:
      return true;
    case Conclusion::Timeout:
    case Conclusion::Unavailable:
    case Conclusion::Misconfigured:
    case Conclusion::Aborted:
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
    case Conclusion::Rejected:
      return "rejected";
    case Conclusion::MaxTries:
      return "maxtries";
    case Conclusion::Unavailable:
      return "unavailable";
    case Conclusion::Misconfigured:
      return "misconfigured";
    case Conclusion::Unenrolled:
      return "unenrolled";
    case Conclusion::Limited:
      return "limited";
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
      return process::Severity::Info;
    case Conclusion::Misconfigured:
      return process::Severity::Error;
    case Conclusion::Unavailable:
      return process::Severity::Warning;
    case Conclusion::Rejected:
    case Conclusion::MaxTries:
    case Conclusion::Unenrolled:
    case Conclusion::Limited:
    case Conclusion::Aborted:
    case Conclusion::Timeout:
      break;
  }
  return process::Severity::Notice;
}

base::LogLine log_line(const Subject& subject, const Report& report) {
  base::LogLine line;
  line.add("result", result_word(report.conclusion))
      .add("user", subject.user)
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
  if (report.rejected == 0 || is_told_by_the_module(report.conclusion)) return std::nullopt;
  base::LogLine line;
  line.words(module_of(subject.service))
      .words(base::authentication_failure(
                 {.tty = subject.tty, .ruser = subject.ruser, .rhost = subject.rhost, .user = subject.user})
                 .view());
  return line;
}

}  // namespace ozibus::login
