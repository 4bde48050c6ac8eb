// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Arguments, that_are_unknown_refuse_the_login_and_are_named_in_the_log) {
  const fakes::ScriptedServer server({});
  const Site site(server.url());
  site.stack("auth required MODULE failmode=safe\n");
  const Syslog log;
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SERVICE_ERR);
  EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
  const auto lines = log.lines_with("result=");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], HasSubstr("pam_ozibus(login:auth): result=misconfigured user=daemon service=login"));
  EXPECT_THAT(lines[0], HasSubstr("failmode=safe"));
  EXPECT_EQ(server.connections(), 0U);
}

TEST(Arguments, may_ask_for_a_line_about_each_request) {
  const std::string sent = fakes::response(200, R"({"response_code": 0})");
  const fakes::ScriptedServer server(
      {fakes::Script{fakes::Receive{}, fakes::Send{sent}, fakes::Receive{}, fakes::Send{sent}}});
  Site site(server.url());
  for (const char* debug : {"", " debug"}) {
    site.stack(std::string("auth required MODULE") + debug + "\n");
    const Syslog log;
    PamClient client;
    client.will_type("123456");
    (void)client.authenticate(site.services(), kUser);
    const auto lines = log.lines_with("debug=request");
    if (std::string(debug).empty()) {
      EXPECT_THAT(lines, ElementsAre());
    } else {
      // The script is over: the second login finds nobody.
      EXPECT_THAT(lines, ElementsAre(HasSubstr("debug=request url=" + server.url() + "/send failure=")));
    }
  }
}

}  // namespace
}  // namespace ozibus::module_tests
