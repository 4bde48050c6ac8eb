// SPDX-License-Identifier: Apache-2.0
#include "ctl/online/service_rules.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "ctl/check/remedy.h"
#include "helper/text/duration.h"

namespace ozibus::ctl::online {
namespace {

using api::Meaning;
using check::Finding;
using check::Findings;
using check::Gravity;

// What TLS, tokens and the service itself put up with.
constexpr std::int64_t kMostAhead = 60;
// A time beyond a year is no clock's, and must not be calculated with.
constexpr std::int64_t kYear = 366LL * 24 * 60 * 60;

// The reason of the log has its remedy behind a semicolon.
Finding problem(std::string id, const std::string& place, const Answer& answer, const std::string& remedy) {
  Finding finding = check::problem_of(std::move(id), Error{std::string(answer.words())});
  finding.place = place;
  if (finding.remedy.empty()) finding.remedy = remedy;
  if (finding.remedy.find(check::kRun) == std::string::npos)
    finding.remedy += "; to see more, run: curl -v " + place;
  return finding;
}

Findings judge_clock(const std::string& base_url, std::int64_t ahead) {
  const std::int64_t off = std::abs(std::clamp(ahead, -kYear, kYear));
  if (off <= kMostAhead) return {};
  return {{Gravity::Problem, "clock", base_url,
           std::string("the clock of this machine is ") + (ahead < 0 ? "behind" : "ahead of") +
               " that of the service by about " + text::roughly(std::chrono::seconds(off)),
           "run: timedatectl set-ntp true; or ask: chronyc tracking"}};
}

Findings judge_words(const std::string& base_url, const Answer& answer, const std::string& credentials) {
  switch (answer.meaning) {
    case Meaning::Rejected:
    case Meaning::Refused:
      return {};
    case Meaning::Misconfigured:
      return {problem("credentials-refused", base_url, answer,
                      "correct the credentials, run: " + check::open_editor(credentials))};
    case Meaning::SlowDown:
      return {{Gravity::Note, "service-slow-down", base_url, "the service asks to wait",
               "later, run: ozibusctl check --online"}};
    case Meaning::Success:
      return {{Gravity::Problem, "service-accepts-all", base_url,
               "a code was accepted that nobody has ordered: this can't be the service",
               "take this URL out of base_urls at once, then run: ozibusctl check --online"}};
    case Meaning::Outage:
    case Meaning::Cancelled:
    case Meaning::Withheld:
      break;
  }
  return {problem("service-broken", base_url, answer, "check base_urls, or ask the provider")};
}

}  // namespace

Findings judge_answer(const std::string& base_url, const Answer& answer, const std::string& credentials) {
  Findings findings = judge_clock(base_url, answer.ahead);
  switch (answer.kind) {
    case Kind::Answered:
      add(findings, judge_words(base_url, answer, credentials));
      return findings;
    case Kind::Foreign: {
      const bool is_about_code = answer.meaning == Meaning::Rejected;
      add(findings, is_about_code
                        ? Findings{problem("base-url-wrong", base_url, answer,
                                           "no word of the service comes from there; check base_urls")}
                        : judge_words(base_url, answer, credentials));
      return findings;
    }
    case Kind::Untrusted:
      return {problem("certificate", base_url, answer, "check ca_file, pinned_public_key and base_urls")};
    case Kind::Unreachable:
      return {problem("base-url-unreachable", base_url, answer,
                      "check base_urls, proxy, name servers and firewall")};
    case Kind::Unasked:
      break;
  }
  return {problem("unasked", base_url, answer, "try again, run: ozibusctl check --online")};
}

}  // namespace ozibus::ctl::online
