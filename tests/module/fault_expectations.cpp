// SPDX-License-Identifier: Apache-2.0
#include "tests/module/fault_expectations.h"

#include <algorithm>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/module/built.h"
#include "tests/module/site.h"

namespace ozibus::module_tests {
namespace {

using ::testing::ContainsRegex;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;

constexpr double kMostMib = 32;

// Requests that each may last until their limit: to each base URL at send, and to one, twice, at verify.
constexpr int kRequests = 2;
// Of a machine that has much else to do.
constexpr std::chrono::seconds kSlack{10};

std::chrono::milliseconds longest(Ends ends) {
  const TimeLimits limits = limits_of(ends);
  switch (ends) {
    case Ends::AtOnce:
      return limits.connect;
    case Ends::ByTimeLimit:
      break;
  }
  return kRequests * (limits.connect + limits.request) + kSlack;
}

void expect_quick_and_small(const Seen& seen, Ends ends) {
  EXPECT_LT(seen.took, longest(ends));
  if (!built::kIsWatched) {
    EXPECT_LT(seen.peak_mib, kMostMib);
  }
}

void expect_nothing_left(const Seen& seen) {
  EXPECT_THAT(seen.processes, IsEmpty());
  EXPECT_THAT(seen.descriptors, IsEmpty());
  EXPECT_THAT(seen.state, Each(MatchesRegex("(users|hosts)(/[0-9a-f]+)?")));
}

void expect_honest_lines(const Seen& seen) {
  for (const std::string& line : seen.log) {
    EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; })) << line;
    EXPECT_THAT(line, Not(ContainsRegex("#[0-7][0-7][0-7]"))) << "so the collector shows a control character";
    for (const std::string& secret :
         {std::string("sk_secret_of_the_site"), kCode, std::string("61400000001")})
      EXPECT_THAT(line, Not(HasSubstr(secret)));
  }
}

void expect_one_result(const Seen& seen, const std::string& result, const std::string& reason) {
  std::vector<std::string> results;
  std::ranges::copy_if(seen.log, std::back_inserter(results),
                       [](const auto& line) { return line.find("]: result=") != std::string::npos; });
  ASSERT_THAT(results, SizeIs(1));
  EXPECT_THAT(results[0],
              MatchesRegex("ozibus-helper.[0-9]+.: result=" + result + " user=daemon service=login .*"));
  EXPECT_THAT(results[0], HasSubstr(reason));
}

}  // namespace

std::string name_of(int pam) {
  switch (pam) {
    case PAM_SUCCESS:
      return "SUCCESS";
    case PAM_AUTHINFO_UNAVAIL:
      return "AUTHINFO_UNAVAIL";
    case PAM_AUTH_ERR:
      return "AUTH_ERR";
    case PAM_MAXTRIES:
      return "MAXTRIES";
    case PAM_CONV_ERR:
      return "CONV_ERR";
    default:
      return "another, " + std::to_string(pam);
  }
}

Told told_at_send(int pam) {
  switch (pam) {
    case PAM_SUCCESS:
      return {{}, "unavailable"};
    case PAM_AUTH_ERR:
      return {{warned("A code could not be sent. Ask your administrator.")}, "rejected"};
    default:
      return {{warned(kNotAvailable)}, "unavailable"};
  }
}

Told told_at_verify(int pam) {
  switch (pam) {
    case PAM_SUCCESS:
      return {{}, "accepted"};
    case PAM_MAXTRIES:
      return {{warned("Too many codes that were not accepted.")}, "maxtries"};
    case PAM_CONV_ERR:
      return {{}, "aborted"};
    default:
      return {{warned(kNotAvailable)}, "unavailable"};
  }
}

void expect_told(const Seen& seen, std::vector<Message> shown, const Told& told, const std::string& reason) {
  shown.insert(shown.end(), told.farewell.begin(), told.farewell.end());
  EXPECT_THAT(seen.messages, ::testing::ElementsAreArray(shown));
  expect_honest_lines(seen);
  expect_one_result(seen, told.result, reason);
}

void expect_little_used_and_nothing_left(const Seen& seen, Ends ends) {
  expect_quick_and_small(seen, ends);
  expect_nothing_left(seen);
}

}  // namespace ozibus::module_tests
