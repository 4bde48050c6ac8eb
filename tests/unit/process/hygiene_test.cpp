// SPDX-License-Identifier: Apache-2.0
// become_clean() changes the whole process, so each test looks at a child that called it.
#include "helper/process/hygiene.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace ozibus::process {
namespace {

constexpr int kKept = 3;

// Runs `spoil`, become_clean() and `look` in a child, and returns what `look` found.
std::string seen_after_cleaning(const std::function<void()>& spoil,
                                const std::function<std::string()>& look) {
  int ends[2];
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const int report = ::fcntl(ends[1], F_DUPFD, 100);
    ::dup2(report, kKept);
    spoil();
    const auto clean = become_clean(kKept);
    const std::string seen = clean ? look() : clean.error().reason;
    ::send(kKept, seen.data(), seen.size(), 0);
    ::_exit(0);
  }
  ::close(ends[1]);
  std::array<char, 4096> seen{};
  const ssize_t size = ::recv(ends[0], seen.data(), seen.size(), 0);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return {seen.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

std::string open_descriptors() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    std::string target = std::filesystem::read_symlink(entry.path(), error).string();
    if (target.starts_with("socket:")) target = "socket";
    if (!target.starts_with("/proc/")) found.push_back(entry.path().filename().string() + "=" + target);
  }
  std::sort(found.begin(), found.end());
  std::string list;
  for (const std::string& item : found)
    list += item + " ";
  return list;
}

TEST(Hygiene, keeps_one_descriptor_and_leads_the_standard_ones_to_nowhere) {
  const std::string expected = "0=/dev/null 1=/dev/null 2=/dev/null 3=socket ";
  EXPECT_EQ(seen_after_cleaning(
                [] {
                  for (int i = 0; i < 50; ++i)
                    (void)!::open("/etc/passwd", O_RDONLY);
                },
                open_descriptors),
            expected);
  EXPECT_EQ(seen_after_cleaning(
                [] {
                  for (int fd = 0; fd < 3; ++fd)
                    ::close(fd);
                },
                open_descriptors),
            expected);
}

TEST(Hygiene, gives_every_signal_its_default_and_blocks_none) {
  EXPECT_EQ(seen_after_cleaning(
                [] {
                  sigset_t all;
                  ::sigfillset(&all);
                  ::sigprocmask(SIG_SETMASK, &all, nullptr);
                  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGALRM, SIGHUP})
                    ::signal(signal, SIG_IGN);
                },
                [] {
                  std::string unusual;
                  sigset_t mask;
                  ::sigprocmask(SIG_SETMASK, nullptr, &mask);
                  for (int signal = 1; signal < NSIG; ++signal) {
                    struct sigaction action {};
                    if (::sigaction(signal, nullptr, &action) != 0) continue;
                    if (action.sa_handler != SIG_DFL) unusual += std::to_string(signal) + " not default ";
                    if (::sigismember(&mask, signal) == 1) unusual += std::to_string(signal) + " blocked ";
                  }
                  return unusual;
                }),
            std::to_string(SIGPIPE) + " not default ");
}

TEST(Hygiene, leaves_the_session_the_directory_and_the_umask_and_forbids_core_dumps) {
  EXPECT_EQ(
      seen_after_cleaning([] { ::umask(0); },
                          [] {
                            rlimit core{};
                            ::getrlimit(RLIMIT_CORE, &core);
                            const mode_t mask = ::umask(0);
                            return std::string(::getsid(0) == ::getpid() ? "own session" : "same session") +
                                   ", " + std::filesystem::current_path().string() + ", umask " +
                                   std::to_string(mask) + ", core " + std::to_string(core.rlim_max) +
                                   ", dumpable " + std::to_string(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
                          }),
      "own session, /, umask 63, core 0, dumpable 0");
}

// su runs its modules with the caller's real user and groups.
std::string limits() {
  rlimit descriptors{};
  rlimit bytes{};
  ::getrlimit(RLIMIT_NOFILE, &descriptors);
  ::getrlimit(RLIMIT_FSIZE, &bytes);
  return std::to_string(descriptors.rlim_cur) + " " + std::to_string(bytes.rlim_cur == bytes.rlim_max);
}

void lower(__rlimit_resource resource, rlim_t value, rlim_t hard) {
  const rlimit limit{value, hard};
  ::setrlimit(resource, &limit);
}

TEST(Hygiene, takes_no_limits_over_from_the_caller_of_a_setuid_program) {
  if (::geteuid() != 0) GTEST_SKIP() << "a process of root's only";
  const auto lower_soft = [] {
    rlimit now{};
    ::getrlimit(RLIMIT_NOFILE, &now);
    lower(RLIMIT_NOFILE, 104, now.rlim_max);
    ::getrlimit(RLIMIT_FSIZE, &now);
    lower(RLIMIT_FSIZE, 1, now.rlim_max);
  };
  EXPECT_EQ(seen_after_cleaning(lower_soft, limits), "256 1");
}

TEST(Hygiene, waits_no_longer_for_its_turn_than_any_other_process) {
  if (::geteuid() != 0) GTEST_SKIP() << "a process of root's only";
  const auto slow_down = [] {
    const sched_param none{};
    ::setpriority(PRIO_PROCESS, 0, 19);
    ::sched_setscheduler(0, SCHED_IDLE, &none);
    ::prctl(PR_SET_TIMERSLACK, 1'000'000'000);
  };
  const auto speed = [] {
    return "policy " + std::to_string(::sched_getscheduler(0)) + ", nice " +
           std::to_string(::getpriority(PRIO_PROCESS, 0)) + ", slack " +
           std::to_string(::prctl(PR_GET_TIMERSLACK));
  };
  const std::string unspoilt = seen_after_cleaning([] {}, speed);
  EXPECT_EQ(unspoilt.find("policy 0, nice 0, slack "), 0U) << unspoilt;
  EXPECT_EQ(seen_after_cleaning(slow_down, speed), unspoilt);
}

TEST(Hygiene, does_not_go_on_with_too_few_descriptors) {
  if (::geteuid() != 0) GTEST_SKIP() << "a process of root's only";
  const std::string seen = seen_after_cleaning([] { lower(RLIMIT_NOFILE, 104, 104); }, limits);
  // Root may raise it again, but not in every container.
  EXPECT_TRUE(seen == "256 1" || seen.starts_with("fewer than 256 open files")) << seen;
}

TEST(Hygiene, makes_root_of_a_setuid_programs_process_and_leaves_the_callers_groups) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can play a setuid program";
  EXPECT_EQ(seen_after_cleaning(
                [] {
                  const gid_t callers = 65534;
                  (void)!::setgroups(1, &callers);
                  (void)!::setresgid(65534, 65534, 65534);
                  (void)!::setresuid(65534, 0, 0);
                },
                [] {
                  uid_t user[3];
                  gid_t group[3];
                  ::getresuid(&user[0], &user[1], &user[2]);
                  ::getresgid(&group[0], &group[1], &group[2]);
                  std::string ids;
                  for (const uid_t id : user)
                    ids += std::to_string(id) + " ";
                  for (const gid_t id : group)
                    ids += std::to_string(id) + " ";
                  return ids + "groups " + std::to_string(::getgroups(0, nullptr));
                }),
            "0 0 0 0 0 0 groups 0");
}

TEST(Hygiene, kills_a_process_that_outlives_its_time) {
  const pid_t child = ::fork();
  if (child == 0) {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    if (!die_after(std::chrono::milliseconds(10))) ::_exit(1);
    for (;;)
      ::pause();
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGKILL);
}

}  // namespace
}  // namespace ozibus::process
