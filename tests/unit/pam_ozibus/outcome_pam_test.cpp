// SPDX-License-Identifier: Apache-2.0
#include "pam_ozibus/outcome_pam.h"

#include <gtest/gtest.h>

namespace ozibus::pam_ozibus {
namespace {

using protocol::Outcome;

TEST(OutcomePam, tells_the_host_what_the_contract_says) {
  EXPECT_EQ(to_pam(Outcome::Accepted), PAM_SUCCESS);
  EXPECT_EQ(to_pam(Outcome::Ignored), PAM_IGNORE);
  EXPECT_EQ(to_pam(Outcome::Denied), PAM_AUTH_ERR);
  EXPECT_EQ(to_pam(Outcome::TimedOut), PAM_AUTH_ERR);
  EXPECT_EQ(to_pam(Outcome::AttemptsUsedUp), PAM_MAXTRIES);
  EXPECT_EQ(to_pam(Outcome::UserUnknown), PAM_USER_UNKNOWN);
  EXPECT_EQ(to_pam(Outcome::Unavailable), PAM_AUTHINFO_UNAVAIL);
  EXPECT_EQ(to_pam(Outcome::Misconfigured), PAM_SERVICE_ERR);
  EXPECT_EQ(to_pam(Outcome::ConversationFailed), PAM_CONV_ERR);
}

TEST(OutcomePam, never_takes_an_unknown_value_for_success) {
  for (const std::uint32_t value : {0U, 1U, 0xffffffffU, 0x5ac31f97U, 0xf6ad2329U}) {
    EXPECT_EQ(to_pam(static_cast<Outcome>(value)), PAM_SERVICE_ERR);
  }
}

TEST(OutcomePam, counts_only_the_clients_own_failures) {
  EXPECT_TRUE(is_authentication_failure(Outcome::Denied));
  EXPECT_TRUE(is_authentication_failure(Outcome::AttemptsUsedUp));
  EXPECT_TRUE(is_authentication_failure(Outcome::UserUnknown));
  EXPECT_FALSE(is_authentication_failure(Outcome::Accepted));
  EXPECT_FALSE(is_authentication_failure(Outcome::Ignored));
  EXPECT_FALSE(is_authentication_failure(Outcome::TimedOut));
  EXPECT_FALSE(is_authentication_failure(Outcome::Unavailable));
  EXPECT_FALSE(is_authentication_failure(Outcome::Misconfigured));
  EXPECT_FALSE(is_authentication_failure(Outcome::ConversationFailed));
}

}  // namespace
}  // namespace ozibus::pam_ozibus
