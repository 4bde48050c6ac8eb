// SPDX-License-Identifier: Apache-2.0
// What must not stay in memory, looked for in the helper while it waits for the next answer, and what must
// not be seen from outside.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "tests/fakes/certificates.h"
#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/processes.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {
namespace {

using fakes::Receive;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string memory_file(const std::filesystem::path& file) {
  std::ostringstream all;
  all << std::ifstream(file).rdbuf();
  return all.str();
}

TEST(Secrets, leave_no_code_in_the_helper_once_it_was_posted) {
  const std::string code = "Zq7Xw9Kp3V";
  const std::string sent = response(200, R"({"response_code": 0})");
  const std::string rejected = response(200, R"({"response_code": 20})");
  const fakes::Authority authority;
  const fakes::Identity identity = authority.issue();
  const ScriptedServer server(
      {Script{Receive{}, Send{sent}, Receive{}, Send{rejected}, Receive{}, Send{sent}}},
      fakes::Tls{identity});
  Site site(server.url());
  site.write("ca.pem", authority.pem(), 0644);
  site.configure("ca_file = \"" + site.path("ca.pem") + "\"", "");
  PamClient client;
  client.will_type(code);
  client.will_do(
      [&code] {
        const auto helpers = processes_named("ozibus-helper");
        ASSERT_EQ(helpers.size(), 1U);
        const auto& helper = helpers.front();
        EXPECT_EQ(count_in_memory(helper, code), 0U);
        // The search does find what has to be there.
        EXPECT_GT(count_in_memory(helper, "sk_secret_of_the_site"), 0U);
      },
      "123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_EQ(server.requests()[1].body, R"({"to":"+61400000001","otp":")" + code + "\"}");
}

TEST(Secrets, of_files_that_only_root_may_read_are_gone_but_for_what_the_login_needs) {
  const ScriptedServer server({Script{Receive{}, Send{response(200, R"({"response_code": 0})")}}});
  const Site site(server.url());
  site.write("users.map", "mallory: +61499999999, mallory@example.com\n" + kUser + ": +61400000001\n", 0640);
  site.write("credentials", "# of-a-comment\nmerchant_id = \"M-1001\"\napi_key = \"sk_secret_of_the_site\"\n",
             0600);
  PamClient client;
  client.will_do(
      [] {
        const auto helpers = processes_named("ozibus-helper");
        ASSERT_EQ(helpers.size(), 1U);
        for (const char* gone : {"+61499999999", "mallory", "of-a-comment", "api_key ="})
          EXPECT_EQ(count_in_memory(helpers.front(), gone), 0U) << gone;
        for (const char* kept : {"+61400000001", "sk_secret_of_the_site"})
          EXPECT_GT(count_in_memory(helpers.front(), kept), 0U) << kept;
      },
      "");
  EXPECT_NE(client.authenticate(site.services(), kUser), PAM_SUCCESS);
}

TEST(Secrets, stand_in_no_argument_environment_or_log) {
  const std::string done = response(200, R"({"response_code": 0})");
  const ScriptedServer server({Script{Receive{}, Send{done}, Receive{}, Send{done}}});
  const Site site(server.url());
  site.stack("auth required MODULE debug\n");
  site.write("credentials",
             "merchant_id = \"M-1001\"\napi_key = \"sk_secret_of_the_site\"\nbearer_token = "
             "\"bt_secret_of_the_site\"\n",
             0600);
  const Syslog log;
  PamClient client;
  client.will_do(
      [] {
        const auto helpers = processes_named("ozibus-helper");
        ASSERT_EQ(helpers.size(), 1U);
        for (const auto& process : {helpers.front(), std::filesystem::path("/proc/self")}) {
          for (const char* file : {"cmdline", "environ"}) {
            const std::string seen = memory_file(process / file);
            EXPECT_THAT(seen, Not(IsEmpty()));
            for (const char* secret : {"_secret_of_the_site", "7Q3W9K"})
              EXPECT_THAT(seen, Not(HasSubstr(secret))) << process << "/" << file;
          }
        }
      },
      "7Q3W9K");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_EQ(server.requests()[1].header("Authorization"), "Bearer bt_secret_of_the_site");
  EXPECT_THAT(server.requests()[1].body, HasSubstr("7Q3W9K"));
  EXPECT_EQ(log.lines_with("result=accepted").size(), 1U);
  for (const char* secret : {"_secret_of_the_site", "7Q3W9K"})
    EXPECT_THAT(log.lines_with(secret), IsEmpty());
}

TEST(Secrets, are_gone_with_the_helper_after_the_login) {
  const std::string done = response(200, R"({"response_code": 0})");
  const ScriptedServer server({Script{Receive{}, Send{done}, Receive{}, Send{done}}});
  const Site site(server.url());
  base::UniqueFd helper;
  PamClient client;
  client.will_do(
      [&helper] {
        const auto helpers = processes_named("ozibus-helper");
        ASSERT_EQ(helpers.size(), 1U);
        helper.reset(
            static_cast<int>(::syscall(SYS_pidfd_open, std::stoi(helpers.front().filename().string()), 0)));
      },
      "123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  pollfd end{helper.get(), POLLIN, 0};
  constexpr std::chrono::milliseconds kPatience{5'000};  // its own limit is longer
  EXPECT_EQ(::poll(&end, 1, kPatience.count()), 1);
}

}  // namespace
}  // namespace ozibus::module_tests
