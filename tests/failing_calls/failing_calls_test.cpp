// SPDX-License-Identifier: Apache-2.0
// Every call that the module and the helper make, failing in turn during a whole login: nobody gets in for
// it, and the host keeps its life, its time, its descriptors and its children.
#include <algorithm>
#include <string>
#include <vector>

#include <signal.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <security/pam_appl.h>

#include "tests/failing_calls/failing_login.h"

namespace ozibus::failing_calls {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kFirst = 40;
constexpr int kGrowth = 6;

// Each of the first calls, then wider and wider apart, since a login allocates memory thousands of times. The
// same in each run, so that what fails once fails again.
int after(int nth, int first) {
  return nth < first ? nth + 1 : nth + 1 + nth / kGrowth;
}

void expect_sound(const Login& login) {
  if (login.pam == PAM_SUCCESS) {
    EXPECT_TRUE(login.accepted_by_service);
    EXPECT_THAT(login.results, ElementsAre(HasSubstr("result=accepted")));
  }
  EXPECT_FALSE(login.took_too_long);
  EXPECT_EQ(login.descriptors_left, 0U);
  // Out of memory where no exception may pass, or ended by the module.
  EXPECT_THAT(login.helper_signal, AnyOf(0, SIGABRT, SIGKILL));
  const auto of_the_helper = std::ranges::count_if(
      login.results, [](const auto& line) { return line.starts_with("ozibus-helper"); });
  EXPECT_FALSE(login.results.empty());
  EXPECT_LE(of_the_helper, 1);
  EXPECT_LE(static_cast<std::ptrdiff_t>(login.results.size()) - of_the_helper, 1);
}

class FailingCalls : public ::testing::TestWithParam<Call> {
 protected:
  // Until a login does without a call of that number. Whether any makes it at all.
  template <typename Judge>
  bool fail_each(const Visit& visit, int first, Judge judge) {
    bool is_made = false;
    bool more = true;
    for (int nth = 1; more && !HasFailure(); nth = after(nth, first)) {
      SCOPED_TRACE(std::string(GetParam().function) + ", call " + std::to_string(nth));
      const Login login = bench.log_in(GetParam(), nth, visit);
      expect_sound(login);
      judge(login);
      is_made = is_made || login.calls > 0;
      more = login.calls >= nth;
    }
    return is_made;
  }

  Bench bench;
};

// A few are made only where something else is wrong: in a host without standard streams, and after another
// call has failed.
bool is_rare(const Call& call) {
  const std::string name = call.function;
  return call.process == Process::Module ? name == "fcntl"
                                         : name == "unlinkat" || name == "getrlimit" || name == "gmtime_r";
}

TEST_P(FailingCalls, let_in_whose_code_was_accepted_or_nobody) {
  bool last = false;
  bool is_made = fail_each({.lines = {kWrongCode, kRightCode}}, kFirst,
                           [&](const Login& login) { last = login.pam == PAM_SUCCESS; });
  EXPECT_TRUE(last) << "nothing has failed in the last one";
  is_made |= fail_each({.lines = {kWrongRecoveryCode, kWrongCode}, .has_recovery_code = true}, kFirst / 4,
                       [](const Login& login) { EXPECT_NE(login.pam, PAM_SUCCESS); });
  EXPECT_EQ(is_made, !is_rare(GetParam())) << "or nothing has failed";
}

class FailingCallsOfTls : public FailingCalls {};

TEST_P(FailingCallsOfTls, have_nothing_sent_to_a_server_without_a_trusted_certificate) {
  fail_each({.lines = {kRightCode}, .trusts_server = false}, kFirst / 4, [](const Login& login) {
    EXPECT_EQ(login.requests, 0U);
    EXPECT_NE(login.pam, PAM_SUCCESS);
  });
}

// libcurl, C++ and our own rooms make some five hundred.
TEST(HelperHeap, serves_openssl_too) {
  const Login login = Bench().log_in({Process::Helper, "malloc"}, 0, {.lines = {kRightCode}});
  EXPECT_EQ(login.pam, PAM_SUCCESS);
  EXPECT_GT(login.calls, 2000);
}

const auto by_name = [](const auto& call) {
  return std::string(call.param.process == Process::Module ? "Module_" : "Helper_") + call.param.function;
};
INSTANTIATE_TEST_SUITE_P(All, FailingCalls, ::testing::ValuesIn(all_calls()), by_name);
INSTANTIATE_TEST_SUITE_P(Those, FailingCallsOfTls,
                         ::testing::Values(Call{Process::Helper, "malloc"}, Call{Process::Helper, "calloc"},
                                           Call{Process::Helper, "strdup"}, Call{Process::Helper, "read"},
                                           Call{Process::Helper, "CRYPTO_set_mem_functions"},
                                           Call{Process::Helper, "curl_global_init_mem"},
                                           Call{Process::Helper, "curl_easy_setopt"},
                                           Call{Process::Helper, "curl_easy_getinfo"},
                                           Call{Process::Helper, "curl_multi_info_read"}),
                         by_name);

}  // namespace
}  // namespace ozibus::failing_calls
