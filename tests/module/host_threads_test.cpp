// SPDX-License-Identifier: Apache-2.0
// Logins of many threads of one host at the same time. Also built with ThreadSanitizer (test.sh).
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/site.h"

namespace ozibus::module_tests {
namespace {

using fakes::Receive;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;

// Accounts that every Debian has: logins of one user would wait for each other.
const std::vector<std::string> kUsers{"root", "daemon", "bin", "sys", "games", "man", "mail", "news"};
constexpr std::size_t kLoginsEach = 4;

const std::string kDone = fakes::response(200, R"({"response_code": 0})");
const Script kServesOne{Receive{}, Send{kDone}, Receive{}, Send{kDone}};

// Every other one is let in.
void log_in(const Site& site, const std::string& user, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    PamClient client;
    client.will_type("");
    if (i % 2 == 0) client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), user), i % 2 == 0 ? PAM_SUCCESS : PAM_CONV_ERR) << user;
  }
}

TEST(HostThreads, log_in_at_the_same_time_without_a_look_at_each_other) {
  // The first number behind the standard streams is that of the helper's end, in a table of the helper's own,
  // which ThreadSanitizer takes for the host's: here no thread gets it.
  const base::UniqueFd third(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const ScriptedServer server(std::vector(kUsers.size() * kLoginsEach, kServesOne));
  Site site(server.url());
  site.configure("", "ask_first = true\nresend_wait = \"0s\"", "send_limit_host = \"100 per 1h\"");
  site.write("users.map", "*: {user}@example.com\n", 0640);
  {
    std::vector<std::jthread> threads;
    for (const auto& user : kUsers)
      threads.emplace_back([&site, user] { log_in(site, user, kLoginsEach); });
  }
  EXPECT_EQ(server.requests().size(), kUsers.size() * kLoginsEach * 3 / 2);
}

}  // namespace
}  // namespace ozibus::module_tests
