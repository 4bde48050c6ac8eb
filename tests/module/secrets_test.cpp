// SPDX-License-Identifier: Apache-2.0
// What must not stay in memory: looked for in the helper while it waits for the next answer.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "tests/fakes/certificates.h"
#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/processes.h"
#include "tests/module/site.h"

namespace ozibus::module_tests {
namespace {

using fakes::Receive;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;

// How often `needle` stands in the memory that the process can write to.
std::size_t count_in_memory(const std::filesystem::path& process, const std::string& needle) {
  const base::UniqueFd memory(::open((process / "mem").c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_TRUE(memory.valid());
  std::ifstream maps(process / "maps");
  std::size_t found = 0;
  for (std::string line; std::getline(maps, line);) {
    std::size_t after = 0;
    const unsigned long begin = std::stoul(line, &after, 16);
    const unsigned long end = std::stoul(line.substr(after + 1), nullptr, 16);
    if (line.find(" rw") == std::string::npos) continue;
    std::string bytes(end - begin, '\0');
    const ssize_t size = ::pread(memory.get(), bytes.data(), bytes.size(), static_cast<off_t>(begin));
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    for (std::size_t at = 0; (at = bytes.find(needle, at)) != std::string::npos; ++at)
      ++found;
  }
  return found;
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

}  // namespace
}  // namespace ozibus::module_tests
