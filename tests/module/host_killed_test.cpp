// SPDX-License-Identifier: Apache-2.0
// A host or a helper that is killed or frozen in the middle of a login: the other one does not wait for
// it any longer than it has to, and nobody is let in.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <memory>
#include <string>
#include <vector>

#include <signal.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/module/built.h"
#include "tests/module/interrupted_login.h"

namespace ozibus::module_tests {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;

const std::string kInterruptionTable = std::string(built::kTables) + "/interruptions.md";
// Far beyond what any of these takes, and far less than the time limits that are not to be waited for.
constexpr Seconds kPrompt = 10s;
// Long enough to bring eight logins to their moments on a busy machine, and what the module adds to it
// (pam_ozibus/relay.h).
const std::string kShort = "20s";
constexpr Seconds kHelperGivesUp = 20s;
constexpr Seconds kModuleGivesUp = 23s;
const std::string kLong = "110s";

using Logins = std::vector<std::unique_ptr<InterruptedLogin>>;

class InterruptedHosts : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::ofstream(kInterruptionTable) << "| interruption | result | seconds |\n| --- | --- | ---: |\n";
  }
  static void note(const std::string& what, const std::string& result, Seconds took) {
    std::ofstream(kInterruptionTable, std::ios::app) << "| " << what << " | " << result << " | " << std::fixed
                                                     << std::setprecision(3) << took.count() << " |\n";
  }
  // Of the process that an interruption leaves behind.
  static Seconds expect_gone(const HostProcess& host) {
    const auto gone = time_until_gone(host.helper_process());
    EXPECT_TRUE(gone) << "the helper is still there";
    return gone.value_or(Seconds{});
  }
};

TEST_F(InterruptedHosts, that_are_killed_take_their_helper_with_them) {
  for (const Moment moment : kMoments) {
    SCOPED_TRACE(name_of(moment));
    InterruptedLogin login(moment, kLong);
    ::kill(login.host().pid(), SIGKILL);
    const Seconds gone = expect_gone(login.host());
    EXPECT_LT(gone, kPrompt);
    note("host killed " + name_of(moment), "helper gone", gone);
  }
}

TEST_F(InterruptedHosts, let_nobody_in_when_their_helper_is_killed) {
  for (const Moment moment : kMoments) {
    SCOPED_TRACE(name_of(moment));
    InterruptedLogin login(moment, kLong);
    ::kill(login.host().helper(), SIGKILL);
    const Seconds gone = expect_gone(login.host());
    const auto began = std::chrono::steady_clock::now();
    login.go_on();
    const Seconds ended = std::chrono::steady_clock::now() - began;
    EXPECT_EQ(login.host().pam(), PAM_SERVICE_ERR);
    EXPECT_THAT(login.host().traces(), IsEmpty());
    EXPECT_LT(ended, kPrompt);
    note("helper killed " + name_of(moment), "SERVICE_ERR", gone + ended);
  }
}

// All at once, because each takes as long as its login_timeout.
TEST_F(InterruptedHosts, let_nobody_in_when_they_or_their_helper_are_frozen) {
  Logins frozen;
  Logins with_frozen_helper;
  for (const Moment moment : kMoments) {
    frozen.push_back(std::make_unique<InterruptedLogin>(moment, kShort));
    ::kill(frozen.back()->host().pid(), SIGSTOP);
    with_frozen_helper.push_back(std::make_unique<InterruptedLogin>(moment, kShort));
    ::kill(with_frozen_helper.back()->host().helper(), SIGSTOP);
  }
  for (std::size_t i = 0; i < frozen.size(); ++i) {
    HostProcess& host = frozen[i]->host();
    expect_gone(host);
    const Seconds gone = host.age();
    EXPECT_LT(gone, kHelperGivesUp + kPrompt);
    ::kill(host.pid(), SIGCONT);
    frozen[i]->go_on();
    EXPECT_NE(host.pam(), PAM_SUCCESS);
    EXPECT_THAT(host.traces(), IsEmpty());
    note("host frozen " + name_of(kMoments[i]), "helper gone, host refuses when it wakes", gone);
  }
  for (std::size_t i = 0; i < with_frozen_helper.size(); ++i) {
    InterruptedLogin& login = *with_frozen_helper[i];
    login.go_on();
    EXPECT_EQ(login.host().pam(), PAM_SERVICE_ERR);
    EXPECT_THAT(login.host().traces(), IsEmpty());
    EXPECT_LT(login.host().took(), kModuleGivesUp + kPrompt);
    expect_gone(login.host());
    note("helper frozen " + name_of(kMoments[i]), "SERVICE_ERR", login.host().took());
  }
}

}  // namespace
}  // namespace ozibus::module_tests
