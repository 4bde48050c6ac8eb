// SPDX-License-Identifier: Apache-2.0
// Every fault of the network at each moment of a login: what it comes to, how long that takes, what it
// costs, and that nothing is left of it. docs/robustness.md shows what this test sees as a table.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <utility>

#include <syslog.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/module/built.h"
#include "tests/module/fault_expectations.h"
#include "tests/module/faulty_login.h"

namespace ozibus::module_tests {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Le;

// Each group is a heading of the page.
std::vector<Fault> all_faults() {
  const std::pair<std::string, std::vector<Fault>> groups[] = {
      {"Of the connection", faults_of_connections()},
      {"Of the certificate", faults_of_certificates()},
      {"Of the transfer", faults_of_transfers()},
      {"Of the answer", faults_of_answers()},
  };
  std::vector<Fault> all;
  for (const auto& [heading, faults] : groups) {
    for (const Fault& fault : faults)
      all.emplace_back(fault).group = heading;
  }
  return all;
}

std::vector<Fault> faults_with(std::optional<int> Results::*moment) {
  std::vector<Fault> all = all_faults();
  std::erase_if(all, [moment](const Fault& fault) { return !(fault.results.*moment); });
  return all;
}

class FaultTable : public ::testing::TestWithParam<Fault> {
 protected:
  static void SetUpTestSuite() {
    // A descriptor of this process that is there from now on.
    ::openlog("fault_table", LOG_NDELAY, LOG_AUTHPRIV);
    std::filesystem::remove(part());
  }

  static void expect_of(const Seen& seen, int pam, std::vector<Message> shown, const Told& told) {
    EXPECT_EQ(name_of(seen.pam), name_of(pam));
    EXPECT_THAT(seen.other_requests, Each(0U));
    expect_told(seen, std::move(shown), told, GetParam().reason);
    expect_little_used_and_nothing_left(seen, GetParam().ends);
    note(seen);
  }

 private:
  // This suite's part of the table, which robustness_page.sh puts together.
  static std::string part() {
    const std::string suite = ::testing::UnitTest::GetInstance()->current_test_suite()->name();
    return std::string(built::kTables) + "/" + suite.substr(suite.find('/') + 1) + ".part";
  }

  // Row, fault, PAM result, seconds, MiB, group.
  static void note(const Seen& seen) {
    const std::vector<Fault> all = all_faults();
    const auto row = std::ranges::find(all, GetParam().name, &Fault::name) - all.begin();
    std::ofstream(part(), std::ios::app)
        << row << '\t' << GetParam().name << '\t' << name_of(seen.pam) << '\t' << std::fixed
        << std::setprecision(2) << seen.took.count() << '\t' << std::setprecision(1) << seen.peak_mib << '\t'
        << GetParam().group << '\n';
  }
};

const Message kFirstQuestion = asked("Press Enter for a code by SMS: ");
const Message kCodeQuestion = asked("A code was sent to +61*****001 by SMS.\nCode (r: send again): ");

class AtSend : public FaultTable {
 protected:
  static void expect(const std::string& on_unavailable, int pam) {
    const Seen seen = log_in(GetParam(), Moment::Send, on_unavailable);
    expect_of(seen, pam, {kFirstQuestion}, told_at_send(pam));
    EXPECT_THAT(seen.orders, Each(Le(1U)));
    EXPECT_THAT(seen.connections, Each(Le(1U)));
    EXPECT_THAT(seen.checks, Each(0U));
  }
};

class AtVerify : public FaultTable {
 protected:
  // Nothing is allowed any more once a code was ordered, so it is tried with what would allow most.
  static void expect() {
    const Seen seen = log_in(GetParam(), Moment::Verify, "allow");
    const int pam = *GetParam().results.verify;
    expect_of(seen, pam, {kFirstQuestion, kCodeQuestion}, told_at_verify(pam));
    EXPECT_THAT(seen.orders, ElementsAre(1U, 0U));
    // The kept connection, a new one in its place, and a second attempt.
    EXPECT_THAT(seen.checks, ElementsAre(Le(3U), 0U));
    EXPECT_EQ(seen.connections.at(1), 0U) << "the other base URL knows nothing of the code";
  }
};

using FaultsAtSend = AtSend;
TEST_P(FaultsAtSend, let_nobody_in) {
  expect("deny", *GetParam().results.send);
}

using FaultsAtSendAllowed = AtSend;
TEST_P(FaultsAtSendAllowed, let_in_only_when_nobody_has_answered) {
  expect("allow", *GetParam().results.send_allowed);
}

using FaultsAtVerify = AtVerify;
TEST_P(FaultsAtVerify, let_in_only_whose_code_was_accepted) {
  expect();
}

std::string test_name(const ::testing::TestParamInfo<Fault>& fault) {
  std::string name = fault.param.name;
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rows, FaultsAtSend, ::testing::ValuesIn(faults_with(&Results::send)), test_name);
INSTANTIATE_TEST_SUITE_P(Rows, FaultsAtSendAllowed, ::testing::ValuesIn(faults_with(&Results::send_allowed)),
                         test_name);
INSTANTIATE_TEST_SUITE_P(Rows, FaultsAtVerify, ::testing::ValuesIn(faults_with(&Results::verify)), test_name);

}  // namespace
}  // namespace ozibus::module_tests
