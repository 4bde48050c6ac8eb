// SPDX-License-Identifier: Apache-2.0
#include "helper/login/report.h"

#include <gtest/gtest.h>

namespace ozibus::login {
namespace {

const Subject kSubject{.user = "alice", .service = "sshd", .rhost = "203.0.113.5", .tty = "ssh"};

TEST(Report, is_one_line_of_fields) {
  Report report{.conclusion = Conclusion::Accepted};
  report.contact = contacts::Contact::parse("+61400000001");
  report.sends = 1;
  report.attempts = 1;
  report.elapsed = std::chrono::milliseconds(5321);
  report.api_time = std::chrono::milliseconds(212);
  EXPECT_EQ(
      log_line(kSubject, report).view(),
      "result=accepted user=alice service=sshd rhost=203.0.113.5 tty=ssh channel=sms contact=+61*****001 "
      "sends=1 attempts=1 elapsed_ms=5321 api_ms=212");
}

TEST(Report, gives_its_reason_last_and_quoted) {
  const Report report{.conclusion = Conclusion::Misconfigured,
                      .reason = "/etc/x:3:1: unknown key \"api.bse\""};
  EXPECT_EQ(log_line(kSubject, report).view(),
            "result=misconfigured user=alice service=sshd rhost=203.0.113.5 tty=ssh sends=0 attempts=0 "
            "elapsed_ms=0 "
            "api_ms=0 reason=\"/etc/x:3:1: unknown key \\\"api.bse\\\"\"");
}

TEST(Report, lets_no_name_forge_a_field_or_a_line) {
  const Subject forger{
      .user = "x\nresult=accepted user=root", .service = "s", .rhost = "h result=accepted", .tty = ""};
  EXPECT_EQ(log_line(forger, {.conclusion = Conclusion::Rejected}).view(),
            "result=rejected user=\"x\\nresult=accepted user=root\" service=s rhost=\"h result=accepted\" "
            "tty= sends=0 "
            "attempts=0 elapsed_ms=0 api_ms=0");
}

TEST(Report, keeps_its_reason_beside_the_longest_names) {
  const std::string name(1024, '\x01');
  const Report report{.conclusion = Conclusion::Rejected, .reason = "why"};
  const base::LogLine line = log_line({name, name, name, name}, report);
  EXPECT_NE(line.view().find("result=rejected"), std::string_view::npos);
  EXPECT_NE(line.view().find("reason=why"), std::string_view::npos);
}

TEST(Report, counts_a_rejected_code_as_a_failure_also_when_the_login_ended_in_another_way) {
  const Subject subject{
      .user = "alice", .service = "sshd", .rhost = "203.0.113.5", .tty = "ssh", .uid = 7, .euid = 8};
  for (const Conclusion conclusion :
       {Conclusion::Aborted, Conclusion::Unavailable, Conclusion::Misconfigured, Conclusion::Timeout}) {
    Report report{.conclusion = conclusion};
    EXPECT_FALSE(failure_line(subject, report));
    report.rejected = 1;
    const auto line = failure_line(subject, report);
    ASSERT_TRUE(line);
    EXPECT_TRUE(
        line->view().starts_with("pam_ozibus(sshd:auth): authentication failure; logname= uid=7 euid=8 "));
    EXPECT_TRUE(line->view().ends_with("tty=ssh ruser= rhost=203.0.113.5  user=alice"));
  }
  for (const Conclusion conclusion :
       {Conclusion::Accepted, Conclusion::Recovery, Conclusion::Remembered, Conclusion::Exempt,
        Conclusion::Unchecked, Conclusion::MaxTries, Conclusion::Locked, Conclusion::Rejected,
        Conclusion::Limited, Conclusion::SlowedDown, Conclusion::Unenrolled}) {
    Report report{.conclusion = conclusion};
    report.rejected = 2;
    EXPECT_FALSE(failure_line(subject, report)) << result_word(conclusion);
  }
  Report report{.conclusion = Conclusion::Aborted};
  report.rejected = 1;
  EXPECT_TRUE(failure_line({.user = "a", .service = "x): y", .rhost = "", .tty = ""}, report)
                  ->view()
                  .starts_with("pam_ozibus(?:auth): "));
}

TEST(Report, says_what_would_have_been_where_nobody_is_refused) {
  const Subject subject{.user = "alice", .service = "sshd", .rhost = "203.0.113.5", .tty = "ssh"};
  Report report{.conclusion = Conclusion::MaxTries, .mode = Mode::Observe};
  EXPECT_TRUE(log_line(subject, report).view().starts_with("result=maxtries mode=observe user=alice "));
  report.conclusion = Conclusion::Aborted;
  report.rejected = 1;
  EXPECT_FALSE(failure_line(subject, report));
}

TEST(Report, has_a_word_and_a_severity_for_each_conclusion) {
  using process::Severity;
  struct Row {
    Conclusion conclusion;
    const char* word;
    Severity severity;
  };
  for (const Row& row : {Row{Conclusion::Accepted, "accepted", Severity::Info},
                         Row{Conclusion::Recovery, "recovery", Severity::Notice},
                         Row{Conclusion::Remembered, "remembered", Severity::Info},
                         Row{Conclusion::Exempt, "exempt", Severity::Info},
                         Row{Conclusion::Unchecked, "unavailable", Severity::Warning},
                         Row{Conclusion::Rejected, "rejected", Severity::Notice},
                         Row{Conclusion::MaxTries, "maxtries", Severity::Notice},
                         Row{Conclusion::Locked, "locked", Severity::Notice},
                         Row{Conclusion::Limited, "limited", Severity::Notice},
                         Row{Conclusion::SlowedDown, "limited", Severity::Notice},
                         Row{Conclusion::Unavailable, "unavailable", Severity::Warning},
                         Row{Conclusion::Misconfigured, "misconfigured", Severity::Error},
                         Row{Conclusion::Unenrolled, "unenrolled", Severity::Notice},
                         Row{Conclusion::Aborted, "aborted", Severity::Notice},
                         Row{Conclusion::Timeout, "timeout", Severity::Notice}}) {
    EXPECT_EQ(result_word(row.conclusion), row.word);
    EXPECT_EQ(severity_of(row.conclusion), row.severity) << row.word;
  }
}

}  // namespace
}  // namespace ozibus::login
