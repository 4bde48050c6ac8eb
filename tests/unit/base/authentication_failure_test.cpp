// SPDX-License-Identifier: Apache-2.0
#include "base/authentication_failure.h"

#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

namespace ozibus::base {
namespace {

const std::string kWho = "uid=" + std::to_string(::getuid()) + " euid=" + std::to_string(::geteuid());

TEST(AuthenticationFailure, has_the_form_of_pam_unix) {
  EXPECT_EQ(
      authentication_failure({.tty = "ssh", .ruser = "", .rhost = "203.0.113.5", .user = "alice"}).view(),
      "authentication failure; logname= " + kWho + " tty=ssh ruser= rhost=203.0.113.5  user=alice");
}

TEST(AuthenticationFailure, cannot_be_forged) {
  EXPECT_EQ(authentication_failure({.tty = "", .ruser = "", .rhost = "a user=root", .user = "x\n"}).view(),
            "authentication failure; logname= " + kWho + " tty= ruser= rhost=\"a user=root\"  user=\"x\\n\"");
}

}  // namespace
}  // namespace ozibus::base
