// SPDX-License-Identifier: Apache-2.0
// What is left of a login in the memory of the program that loaded the module.
#include <filesystem>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "tests/module/built.h"
#include "tests/module/policy_bench.h"
#include "tests/module/processes.h"

namespace ozibus::module_tests {
namespace {

const std::string kCode = "Zq7Xw9Kp3V";
// Whoever frees memory overwrites its first words, which proves nothing.
const std::string kTyped = std::string(32, ' ') + kCode;

// A plain_host, which does nothing until it is told.
class Host {
 public:
  explicit Host(const Site& site) {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    channel_.reset(ends[0]);
    const base::UniqueFd theirs(ends[1]);
    const std::string services = site.services();
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(theirs.get(), STDIN_FILENO);
      ::execl(built::kPlainHost, "plain_host", services.c_str(), kUser.c_str(), nullptr);
      ::_exit(127);
    }
  }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host() {
    int status = -1;
    EXPECT_EQ(::waitpid(process_, &status, 0), process_);
    EXPECT_EQ(status, 0);
  }

  // The next byte that it sends; 0 when it has ended.
  [[nodiscard]] char next() const {
    char what = 0;
    return ::recv(channel_.get(), &what, 1, 0) == 1 ? what : '\0';
  }
  void type(std::string_view line) const {
    EXPECT_EQ(::send(channel_.get(), line.data(), line.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(line.size()));
  }
  [[nodiscard]] std::size_t count(const std::string& text) const {
    return count_in_memory(std::filesystem::path("/proc") / std::to_string(process_), text);
  }

 private:
  base::UniqueFd channel_;
  pid_t process_ = -1;
};

void expect_nothing_left(const Host& host) {
  for (const std::string& secret : {kCode, std::string("_secret_of_the_site")})
    EXPECT_EQ(host.count(secret), 0U) << secret;
  // The search does find what has to be there.
  EXPECT_GT(host.count("config="), 0U);
}

TEST(HostSecrets, are_overwritten_by_the_time_that_pam_authenticate_returns) {
  const fakes::ScriptedServer server({answering({kDone, kRejected, kDone})});
  const Site site(server.url());
  site.write("credentials",
             "merchant_id = \"M-1001\"\napi_key = \"sk_secret_of_the_site\"\n"
             "bearer_token = \"bt_secret_of_the_site\"\n",
             0600);
  const Host host(site);
  // Rejected first, and then looked for while the same person types again.
  ASSERT_EQ(host.next(), '?');
  host.type(kTyped);
  ASSERT_EQ(host.next(), '?');
  expect_nothing_left(host);
  host.type(kTyped);
  ASSERT_EQ(host.next(), '+');
  expect_nothing_left(host);
  host.type("end");
  ASSERT_EQ(host.next(), '.');
  EXPECT_EQ(host.count(kCode), 0U) << "after pam_end";
  host.type("bye");
  EXPECT_NE(server.requests()[2].body.find(kCode), std::string::npos);
}

}  // namespace
}  // namespace ozibus::module_tests
