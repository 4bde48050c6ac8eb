// SPDX-License-Identifier: Apache-2.0
// What the helper may do while it waits for an answer, and that a login needs no more than that.
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>

#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <seccomp.h>

#include "tests/fakes/certificates.h"
#include "tests/fakes/failing_call.h"
#include "tests/fakes/process_status.h"
#include "tests/fakes/scripted_server.h"
#include "tests/module/built.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"
#include "tests/module/processes.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {
namespace {

using fakes::ReceiveHead;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using fakes::StartTls;
using fakes::status_of;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Folder = std::filesystem::path;

// What is seen of the only helper, in the folder of its process.
void look_at_helper(const std::function<void(const Folder&)>& look) {
  const auto helpers = processes_named("ozibus-helper");
  ASSERT_EQ(helpers.size(), 1U);
  look(helpers.front());
}

std::string four_times(const std::string& id) {
  return id + "\t" + id + "\t" + id + "\t" + id;
}

// A login that is accepted, and what is done while the person types the code.
std::vector<Message> accepted(const Site& site, const std::function<void(const Folder&)>& look = {}) {
  PamClient client;
  client.will_do(
      [&] {
        if (look) look_at_helper(look);
      },
      "123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  return client.messages;
}

// The same in a process of its own, which meets a kernel of another kind.
int authenticate_after(const std::function<void()>& before, const Site& site) {
  const pid_t child = ::fork();
  if (child == 0) {
    before();
    PamClient client;
    client.will_type("123456");
    ::_exit(client.authenticate(site.services(), kUser));
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class ConfinedHelper : public ::testing::Test {
 protected:
  void trust() {
    site.write("ca.pem", authority.pem(), 0644);
    site.configure("ca_file = \"" + site.path("ca.pem") + "\"", "");
  }

  const fakes::Authority authority;
  const fakes::Identity identity = authority.issue();
  const ScriptedServer server{{answering({kDone, kDone})}, fakes::Tls{identity}};
  Site site{server.url()};
  const Syslog log;
};

TEST_F(ConfinedHelper, has_no_right_of_root_while_it_waits) {
  trust();
  accepted(site, [](const Folder& process) {
    const passwd* own = ::getpwnam("_ozibus");
    ASSERT_NE(own, nullptr);
    const auto status = status_of(process);
    EXPECT_EQ(status.at("Uid"), four_times(std::to_string(own->pw_uid)));
    EXPECT_EQ(status.at("Gid"), four_times(std::to_string(own->pw_gid)));
    EXPECT_EQ(status.at("Groups"), "");
    for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapAmb"})
      EXPECT_EQ(status.at(set), "0000000000000000") << set;
    EXPECT_EQ(status.at("NoNewPrivs"), "1");
    // A sanitizer could not live behind the filter.
    if (!built::kIsWatched) {
      EXPECT_EQ(status.at("Seccomp"), "2");
    }
    // Not dumpable: so it is root's to look into, and nobody else's.
    struct stat memory {};
    EXPECT_EQ(::stat((process / "mem").c_str(), &memory), 0);
    EXPECT_EQ(memory.st_uid, 0U);
  });
  EXPECT_THAT(log.lines_with("warning="), IsEmpty());
}

TEST_F(ConfinedHelper, has_open_what_this_login_needs_and_no_more) {
  trust();
  accepted(site, [this](const Folder& process) {
    std::multiset<std::string> open;
    for (const auto& entry : std::filesystem::directory_iterator(process / "fd")) {
      std::string target = std::filesystem::read_symlink(entry.path()).string();
      if (target.starts_with("socket:")) continue;
      // A record's name is a digest.
      if (target.starts_with(site.path("state"))) target = Folder(target).parent_path().filename();
      open.insert(target);
    }
    EXPECT_THAT(open, ElementsAre("/dev/null", "/dev/null", "/dev/null", "hosts", "users"));
  });
}

TEST_F(ConfinedHelper, can_use_up_little) {
  trust();
  accepted(site, [](const Folder& process) {
    std::string limits;
    std::getline(std::ifstream(process / "limits"), limits, '\0');
    for (const char* limit : {"Max core file size        0                    0 ",
                              "Max file size             8192                 8192 ",
                              "Max open files            64                   64 ",
                              "Max processes             65536                65536 "}) {
      EXPECT_THAT(limits, HasSubstr(limit));
    }
    if (!built::kIsWatched) {
      EXPECT_THAT(limits, HasSubstr("Max address space         536870912            536870912 "));
    }
  });
}

TEST_F(ConfinedHelper, finds_names_and_certificates_and_judges_cookies) {
  const fakes::Identity named = authority.issue({.alternative_name = "DNS:otp.co.uk"});
  // By the list of public suffixes that libpsl has within itself: its file is out of reach.
  const std::string cookies =
      "Set-Cookie: PHPSESSID=abc123; domain=otp.co.uk\r\n"
      "Set-Cookie: everybodys=1; domain=co.uk\r\n";
  const std::string sent = fakes::response(200, R"({"response_code": 0})", cookies);
  const ScriptedServer there({answering({sent, kDone})}, fakes::Tls{named});
  std::ofstream("/etc/hosts", std::ios::app) << "127.0.0.1 otp.co.uk\n";
  Site other("https://otp.co.uk:" + std::to_string(there.port()) + "/v1");
  other.write("ca.pem", authority.pem(), 0644);
  other.configure("ca_file = \"" + other.path("ca.pem") + "\"", "");
  accepted(other);
  EXPECT_EQ(there.handshakes(), 1U);
  const auto requests = there.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[1].header("Cookie"), "PHPSESSID=abc123");
}

TEST_F(ConfinedHelper, speaks_through_a_proxy) {
  Script tunnel{ReceiveHead{}, Send{"HTTP/1.1 200 Connected\r\n\r\n"}, StartTls{}};
  for (const auto& step : answering({kDone, kDone}))
    tunnel.push_back(step);
  const ScriptedServer proxy({tunnel}, fakes::Tls{identity});
  site.write("ca.pem", authority.pem(), 0644);
  site.configure("ca_file = \"" + site.path("ca.pem") +
                     "\"\nproxy = \"http://127.0.0.1:" + std::to_string(proxy.port()) + "\"",
                 "");
  accepted(site);
  EXPECT_EQ(proxy.handshakes(), 1U);
  EXPECT_EQ(server.connections(), 0U);
}

TEST_F(ConfinedHelper, is_nobody_with_a_warning_where_it_has_no_user_of_its_own) {
  trust();
  const std::string kept = "/etc/passwd.kept";
  std::filesystem::rename("/etc/passwd", kept);
  std::ifstream all(kept);
  std::ofstream others("/etc/passwd");
  for (std::string line; std::getline(all, line);) {
    if (!line.starts_with("_ozibus:")) others << line << "\n";
  }
  others.close();
  accepted(site, [](const Folder& process) {
    EXPECT_EQ(status_of(process).at("Uid"), four_times("65534"));
    EXPECT_EQ(status_of(process).at("Gid"), four_times("65534"));
  });
  std::filesystem::rename(kept, "/etc/passwd");
  EXPECT_THAT(log.lines_with("warning="),
              ElementsAre(AllOf(HasSubstr("nobody"), HasSubstr("run: adduser --system"),
                                HasSubstr("user=daemon service=login"))));
}

TEST_F(ConfinedHelper, goes_on_with_a_warning_where_the_kernel_has_no_landlock) {
  trust();
  const auto without = fakes::failing(SCMP_SYS(landlock_create_ruleset), ENOSYS);
  EXPECT_EQ(authenticate_after(without, site), PAM_SUCCESS);
  EXPECT_THAT(log.lines_with("warning="),
              ElementsAre(AllOf(HasSubstr("no Landlock"), HasSubstr("user=daemon service=login"))));
}

TEST_F(ConfinedHelper, asks_nothing_of_the_network_when_a_wall_cannot_be_entered) {
  trust();
  const auto refusing = fakes::failing(SCMP_SYS(landlock_restrict_self), EPERM);
  EXPECT_EQ(authenticate_after(refusing, site), PAM_SERVICE_ERR);
  EXPECT_THAT(log.lines_with("result="), ElementsAre(AllOf(HasSubstr("result=misconfigured user=daemon"),
                                                           HasSubstr("Landlock cannot be entered"))));
  EXPECT_EQ(server.connections(), 0U);
}

}  // namespace
}  // namespace ozibus::module_tests
