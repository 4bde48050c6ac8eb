// SPDX-License-Identifier: Apache-2.0
// Whatever the administrator left broken: nobody gets in, the person learns nothing but whom to ask,
// and the log says what, where, and what to do.
#include <functional>
#include <ostream>
#include <string>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/scripted_server.h"
#include "tests/module/built.h"
#include "tests/module/pam_client.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct SiteFault {
  const char* name;
  std::function<void(Site&)> cause;
  int pam;
  const char* result;
  const char* where;  // both in the log
  const char* mend;
};

std::ostream& operator<<(std::ostream& out, const SiteFault& fault) {
  return out << fault.name;
}

class BrokenSite : public ::testing::TestWithParam<SiteFault> {};

TEST_P(BrokenSite, refuses_the_login_and_tells_only_the_log_why) {
  const SiteFault& fault = GetParam();
  const fakes::ScriptedServer server({});
  Site site(server.url());
  fault.cause(site);
  const Syslog log;
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), fault.pam);
  EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
  const auto lines = log.lines_with("result=");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], AllOf(HasSubstr(std::string("result=") + fault.result + " user=daemon service=login"),
                              HasSubstr(fault.where), HasSubstr(fault.mend)));
  EXPECT_EQ(lines[0].find("sk_secret_of_the_site"), std::string::npos);
  EXPECT_EQ(server.connections(), 0U);
}

const auto mode = [](const char* name, mode_t bits) {
  return [=](Site& site) { ASSERT_EQ(::chmod(site.path(name).c_str(), bits), 0); };
};
const auto with_text = [](const char* name, const char* contents, mode_t bits) {
  return [=](Site& site) { site.write(name, contents, bits); };
};
const auto lacking = [](const char* name) { return [=](Site& site) { site.remove(name); }; };

// A helper that says these bytes and no more.
const auto helper_saying = [](const char* bytes) {
  return [=](Site& site) {
    site.write("other-helper", std::string("#!/bin/sh\nprintf '") + bytes + "' >&3\n", 0755);
    site.stack(std::string("auth required ") + built::kModule + " helper=" + site.path("other-helper") +
               "\n");
  };
};

INSTANTIATE_TEST_SUITE_P(
    Faults, BrokenSite,
    ::testing::Values(
        SiteFault{"user_without_a_line", with_text("users.map", "alice: +61400000002\n", 0640),
                  PAM_USER_UNKNOWN, "unenrolled", "/users.map", "add one"},
        SiteFault{"contact_that_cannot_be_read",
                  with_text("users.map", "# staff\ndaemon: 0400 000 001\n", 0640), PAM_SERVICE_ERR,
                  "misconfigured", "/users.map:2:9", "write"},
        SiteFault{"user_named_twice",
                  with_text("users.map", "daemon: +61400000001\ndaemon: +61400000002\n", 0640),
                  PAM_SERVICE_ERR, "misconfigured", "/users.map:2:", "1"},
        SiteFault{"missing_map", lacking("users.map"), PAM_SERVICE_ERR, "misconfigured", "/users.map",
                  "No such file"},
        SiteFault{"map_that_all_can_write", mode("users.map", 0666), PAM_SERVICE_ERR, "misconfigured",
                  "/users.map", "chmod"},
        SiteFault{"missing_configuration", lacking("ozibus.conf"), PAM_SERVICE_ERR, "misconfigured",
                  "/ozibus.conf", "No such file"},
        SiteFault{"configuration_that_a_group_can_write", mode("ozibus.conf", 0664), PAM_SERVICE_ERR,
                  "misconfigured", "/ozibus.conf", "chmod"},
        SiteFault{"unknown_key",
                  with_text("ozibus.conf", "[api]\nbase_url = \"https://api.ozibus.com/v1\"\n", 0644),
                  PAM_SERVICE_ERR, "misconfigured", "/ozibus.conf:2:1", "base_url"},
        SiteFault{"key_of_another_type", with_text("ozibus.conf", "[prompt]\n  attempts = \"3\"\n", 0644),
                  PAM_SERVICE_ERR, "misconfigured", "/ozibus.conf:2:", "attempts"},
        SiteFault{"text_that_is_no_toml", with_text("ozibus.conf", "[api\n", 0644), PAM_SERVICE_ERR,
                  "misconfigured", "/ozibus.conf:1:", "]"},
        SiteFault{"unencrypted_base_url",
                  with_text("ozibus.conf", "[api]\nbase_urls = [\"http://api.ozibus.com/v1\"]\n", 0644),
                  PAM_SERVICE_ERR, "misconfigured", "/ozibus.conf:2:", "https"},
        SiteFault{"missing_credentials", lacking("credentials"), PAM_SERVICE_ERR, "misconfigured",
                  "/credentials", "No such file"},
        SiteFault{"credentials_that_others_can_read", mode("credentials", 0644), PAM_SERVICE_ERR,
                  "misconfigured", "/credentials", "chmod 600"},
        SiteFault{"credentials_without_a_key", with_text("credentials", "merchant_id = \"M\"\n", 0600),
                  PAM_SERVICE_ERR, "misconfigured", "/credentials", "api_key"},
        SiteFault{"missing_helper",
                  [](Site& site) {
                    site.stack(std::string("auth required ") + built::kModule +
                               " helper=/nonexistent/ozibus-helper\n");
                  },
                  PAM_SERVICE_ERR, "misconfigured", "/nonexistent/ozibus-helper",
                  "No such file or directory"},
        SiteFault{"helper_that_only_ends",
                  [](Site& site) {
                    site.stack(std::string("auth required ") + built::kModule + " helper=/bin/true\n");
                  },
                  PAM_SERVICE_ERR, "misconfigured", "/bin/true", "ended without a verdict"},
        SiteFault{"helper_of_another_version", helper_saying("OZ\\001\\025"), PAM_SERVICE_ERR,
                  "misconfigured", "/other-helper: speaks version 1 of the protocol, this module version 2",
                  "install both from one package"},
        SiteFault{"helper_that_babbles", helper_saying("accepted"), PAM_SERVICE_ERR, "misconfigured",
                  "/other-helper: does not keep to the protocol", "from one package"},
        SiteFault{"map_behind_a_symbolic_link",
                  [](Site& site) {
                    site.write("elsewhere", "daemon: +61400000001\n", 0640);
                    site.remove("users.map");
                    ASSERT_EQ(::symlink(site.path("elsewhere").c_str(), site.path("users.map").c_str()), 0);
                  },
                  PAM_SERVICE_ERR, "misconfigured", "/users.map", "link"},
        SiteFault{"configuration_of_another_owner",
                  [](Site& site) { ASSERT_EQ(::chown(site.path("ozibus.conf").c_str(), 65534, 0), 0); },
                  PAM_SERVICE_ERR, "misconfigured", "/ozibus.conf", "chown"}),
    [](const auto& fault) { return std::string(fault.param.name); });

TEST(BrokenSiteOfOthers, denies_nobody_whose_own_line_is_good) {
  const fakes::ScriptedServer server(
      {fakes::Script{fakes::Receive{}, fakes::Send{fakes::response(200, R"({"response_code": 0})")},
                     fakes::Receive{}, fakes::Send{fakes::response(200, R"({"response_code": 0})")}}});
  const Site site(server.url());
  site.write("users.map", "alice: 0400 000 001\nbob\n: x\ndaemon: +61400000001\nbob: \xff\xfe\n", 0640);
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
}

TEST(BrokenSiteOfNobody, refuses_a_user_whom_the_system_does_not_know_without_a_request) {
  const fakes::ScriptedServer server({});
  const Site site(server.url());
  site.write("users.map", "*: {user}@example.com\n", 0640);
  const Syslog log;
  for (const std::string user :
       {"no-such-user", "daemon ", "Daemon", "../daemon", "*", "daemon\nresult=accepted"}) {
    PamClient client;
    client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), user), PAM_USER_UNKNOWN) << user;
    EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
  }
  EXPECT_EQ(log.lines_with("result=unenrolled").size(), 6U);
  EXPECT_EQ(
      log.lines_with("authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=")
          .size(),
      6U);
  EXPECT_EQ(server.connections(), 0U);
}

}  // namespace
}  // namespace ozibus::module_tests
