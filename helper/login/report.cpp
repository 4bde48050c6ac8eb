// SPDX-License-Identifier: Apache-2.0
#include "helper/login/report.h"

namespace ozibus::login {
namespace {

// A reason names a path and a command beside the words of the provider.
constexpr std::size_t kReasonLimit = 700;

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

}  // namespace ozibus::login
