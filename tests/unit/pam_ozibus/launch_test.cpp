// SPDX-License-Identifier: Apache-2.0
#include "pam_ozibus/launch.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <set>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace ozibus::pam_ozibus {
namespace {

constexpr int kPatience = 30'000;  // milliseconds that nothing here should ever need

std::atomic<int> children_signalled{0};

void count_child(int) {
  ++children_signalled;
}

bool becomes_readable(int fd) {
  pollfd waiting{fd, POLLIN, 0};
  return ::poll(&waiting, 1, kPatience) == 1;
}

std::string report_of(int channel) {
  std::array<char, 8192> packet{};
  if (!becomes_readable(channel)) return "silence";
  const ssize_t size = ::recv(channel, packet.data(), packet.size(), 0);
  return {packet.data(), static_cast<std::size_t>(size < 0 ? 0 : size)};
}

// The other end is closed only when the process has ended: nobody else has it.
bool has_ended(int channel) {
  std::array<char, 8192> packet{};
  while (becomes_readable(channel)) {
    if (::recv(channel, packet.data(), packet.size(), 0) <= 0) return true;
  }
  return false;
}

std::set<std::string> open_descriptors() {
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    found.insert(entry.path().filename().string() + " " +
                 std::filesystem::read_symlink(entry.path(), gone).string());
  }
  return found;
}

std::string users(uid_t uid) {
  return "users " + std::to_string(uid) + " " + std::to_string(uid) + "\n";
}

TEST(Launch, starts_the_program_with_a_fixed_name_and_environment) {
  ::setenv("LD_PRELOAD_OF_THE_HOST", "evil", 1);
  auto helper = launch_helper(PROBE_HELPER);
  ASSERT_TRUE(helper);
  const base::UniqueFd channel = helper->take_channel();
  EXPECT_EQ(report_of(channel.get()),
            "argument ozibus-helper\nenvironment PATH=/usr/sbin:/usr/bin:/sbin:/bin\nenvironment LC_ALL=C\n"
            "environment GNUTLS_NO_IMPLICIT_INIT=1\n" +
                users(::geteuid()));
  ::unsetenv("LD_PRELOAD_OF_THE_HOST");
}

// A host may handle SIGCHLD, leave it at its default or ignore it: none of them notices a child.
TEST(Launch, leaves_no_child_to_wait_for_and_raises_no_sigchld) {
  struct sigaction before {};
  for (auto* disposition : {count_child, SIG_DFL, SIG_IGN}) {
    struct sigaction action {};
    action.sa_handler = disposition;
    ASSERT_EQ(::sigaction(SIGCHLD, &action, &before), 0);
    children_signalled = 0;
    {
      auto helper = launch_helper(PROBE_HELPER);
      ASSERT_TRUE(helper);
      base::UniqueFd channel = helper->take_channel();
      EXPECT_NE(report_of(channel.get()), "silence");
      EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
      EXPECT_EQ(errno, ECHILD);
      helper->kill();
      EXPECT_TRUE(has_ended(channel.get()));
      EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG | static_cast<int>(__WALL)), -1);
      EXPECT_EQ(errno, ECHILD);
    }
    EXPECT_EQ(children_signalled, 0);
    struct sigaction after {};
    ::sigaction(SIGCHLD, nullptr, &after);
    EXPECT_EQ(after.sa_handler, disposition);
    ::sigaction(SIGCHLD, &before, nullptr);
  }
}

TEST(Launch, leaves_the_hosts_signal_mask_and_descriptors_as_they_were) {
  sigset_t blocked;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGUSR2);
  sigset_t before;
  ::pthread_sigmask(SIG_SETMASK, &blocked, &before);
  const auto descriptors = open_descriptors();
  {
    auto helper = launch_helper(PROBE_HELPER);
    ASSERT_TRUE(helper);
    ASSERT_FALSE(launch_helper("/nonexistent/ozibus-helper"));
  }
  EXPECT_EQ(open_descriptors(), descriptors);
  sigset_t after;
  ::pthread_sigmask(SIG_SETMASK, &before, &after);
  for (int signal = 1; signal < NSIG; ++signal) {
    EXPECT_EQ(::sigismember(&after, signal), ::sigismember(&blocked, signal)) << signal;
  }
}

// su and other setuid programs: whoever started them may send signals to what runs as that user.
TEST(Launch, takes_the_helper_out_of_the_reach_of_a_setuid_programs_caller) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can play a setuid program";
  int report[2];
  ASSERT_EQ(::pipe2(report, O_CLOEXEC), 0);
  const pid_t host = ::fork();
  if (host == 0) {
    (void)!::setresuid(65534, 0, 0);
    auto helper = launch_helper(PROBE_HELPER);
    const std::string seen = helper ? report_of(helper->take_channel().get()) : "no helper";
    uid_t real = 0;
    uid_t effective = 0;
    uid_t saved = 0;
    ::getresuid(&real, &effective, &saved);
    const std::string all = seen + "host " + std::to_string(real) + " " + std::to_string(effective) + "\n";
    (void)!::write(report[1], all.data(), all.size());
    ::_exit(0);
  }
  ::close(report[1]);
  std::string seen(4096, '\0');
  seen.resize(static_cast<std::size_t>(std::max<ssize_t>(::read(report[0], seen.data(), seen.size()), 0)));
  ::close(report[0]);
  ::waitpid(host, nullptr, 0);
  EXPECT_NE(seen.find(users(0)), std::string::npos) << seen;
  EXPECT_NE(seen.find("host 65534 0\n"), std::string::npos) << seen;
}

TEST(Launch, says_why_there_is_no_helper) {
  EXPECT_EQ(launch_helper("/nonexistent/ozibus-helper").error().error, ENOENT);
  EXPECT_EQ(launch_helper("/etc/passwd").error().error, EACCES);
  EXPECT_EQ(launch_helper("/").error().error, EACCES);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG | static_cast<int>(__WALL)), -1);
}

// With 0 and 3 free the pair is made of these: ours moves up, the helper's is where it has to be.
TEST(Launch, passes_its_channel_on_when_that_is_already_descriptor_three) {
  const int at_zero = ::fcntl(0, F_DUPFD_CLOEXEC, 10);
  const int at_three = ::fcntl(3, F_DUPFD_CLOEXEC, 10);  // -1 when it is free
  ::close(0);
  ::close(3);
  int pair[2] = {-1, -1};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
  ::close(pair[0]);
  ::close(pair[1]);
  auto helper = launch_helper(PROBE_HELPER);
  ::dup2(at_zero, 0);
  ::close(at_zero);
  EXPECT_EQ(pair[0], 0);
  EXPECT_EQ(pair[1], 3);
  ASSERT_TRUE(helper);
  const base::UniqueFd channel = helper->take_channel();
  EXPECT_NE(report_of(channel.get()).find("argument ozibus-helper"), std::string::npos);
  if (at_three >= 0) {
    ::dup2(at_three, 3);
    ::close(at_three);
  }
}

TEST(Launch, keeps_its_channel_off_the_standard_streams_of_a_host_without_any) {
  std::array<int, 3> saved{};
  for (int fd = 0; fd < 3; ++fd)
    saved[static_cast<std::size_t>(fd)] = ::fcntl(fd, F_DUPFD_CLOEXEC, 20);
  for (int fd = 0; fd < 3; ++fd)
    ::close(fd);
  auto helper = launch_helper(PROBE_HELPER);
  for (int fd = 0; fd < 3; ++fd) {
    ::dup2(saved[static_cast<std::size_t>(fd)], fd);
    ::close(saved[static_cast<std::size_t>(fd)]);
  }
  ASSERT_TRUE(helper);
  const base::UniqueFd channel = helper->take_channel();
  EXPECT_GT(channel.get(), 2);
  EXPECT_NE(report_of(channel.get()).find("argument ozibus-helper"), std::string::npos);
}

TEST(Launch, lets_the_helper_see_that_its_host_has_gone) {
  auto helper = launch_helper(PROBE_HELPER);
  ASSERT_TRUE(helper);
  const base::UniqueFd channel = helper->take_channel();
  EXPECT_NE(report_of(channel.get()), "silence");
  ::shutdown(channel.get(), SHUT_WR);
  EXPECT_TRUE(has_ended(channel.get()));
}

}  // namespace
}  // namespace ozibus::pam_ozibus
