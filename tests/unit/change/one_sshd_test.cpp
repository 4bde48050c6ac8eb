// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/one_sshd.h"

#include <string>

#include <gmock/gmock.h>

namespace ozibus::ctl::change {
namespace {

using testing::HasSubstr;

TEST(OneSshd, one_sshd_with_the_settings_of_the_machine_is_fine) {
  EXPECT_TRUE(require_one_sshd({}));
  EXPECT_TRUE(require_one_sshd({{1, "sshd: /usr/sbin/sshd [listener] 0 of 10-100 startups"}}));
  EXPECT_TRUE(
      require_one_sshd({{1, "sshd: /usr/sbin/sshd -D -E/var/log/of -p 22 [listener] 0 of 10-100 startups"}}));
}

TEST(OneSshd, an_sshd_with_settings_of_its_own_is_not) {
  for (const char* options : {"-f /etc/ssh/other", "-f/etc/ssh/other", "-o AuthenticationMethods=any",
                              "-D -oPort=2", "-Df /etc/ssh/other"}) {
    const std::string title =
        std::string("sshd: /usr/sbin/sshd ") + options + " [listener] 0 of 10-100 startups";
    const auto alone = require_one_sshd({{1, title}});
    ASSERT_FALSE(alone) << title;
    EXPECT_THAT(alone.error().reason, HasSubstr(title));
  }
}

TEST(OneSshd, nor_are_two_of_them) {
  const auto alone = require_one_sshd(
      {{1, "sshd: /usr/sbin/sshd [listener]"}, {2, "sshd: /usr/sbin/sshd -p 2222 [listener]"}});
  ASSERT_FALSE(alone);
  EXPECT_THAT(alone.error().reason, HasSubstr("-p 2222"));
}

}  // namespace
}  // namespace ozibus::ctl::change
