// SPDX-License-Identifier: Apache-2.0
#include "helper/process/hygiene.h"

#include <array>
#include <cerrno>
#include <ctime>
#include <optional>
#include <string>

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"

namespace ozibus::process {
namespace {

tl::unexpected<Error> system_failure(const std::string& what) {
  return failure("cannot " + what + ": " + base::errno_text(errno));
}

void reset_signals() {
  for (int signal = 1; signal < NSIG; ++signal) {
    // Refused for SIGKILL, SIGSTOP and those that libc keeps for itself, which nobody can have changed.
    (void)::signal(signal, SIG_DFL);
  }
  (void)::signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

struct Limit {
  __rlimit_resource resource;
  rlim_t value;  // more than a login needs
};
constexpr std::array kLimits = {Limit{RLIMIT_STACK, 8U * 1024 * 1024}, Limit{RLIMIT_AS, RLIM_INFINITY},
                                Limit{RLIMIT_DATA, RLIM_INFINITY}, Limit{RLIMIT_FSIZE, RLIM_INFINITY},
                                Limit{RLIMIT_CPU, RLIM_INFINITY},
                                // A timer takes one, which is counted over all of root's processes.
                                Limit{RLIMIT_SIGPENDING, 64U * 1024}};
constexpr rlim_t kDescriptors = 256;

// Root may raise any limit, but not in every container; then as far as it goes.
rlim_t set_limit(const Limit& limit) {
  const rlimit wanted{limit.value, limit.value};
  if (::setrlimit(limit.resource, &wanted) == 0) return limit.value;
  rlimit current{};
  ::getrlimit(limit.resource, &current);
  const rlimit most{current.rlim_max, current.rlim_max};
  return ::setrlimit(limit.resource, &most) == 0 ? current.rlim_max : current.rlim_cur;
}

// A setuid program also passes on the caller's limits, by which a caller could make a lack of descriptors or
// memory look like a service that is down.
Result<void> reset_limits() {
  if (::geteuid() != 0) return {};
  for (const Limit& limit : kLimits)
    (void)set_limit(limit);
  if (set_limit({RLIMIT_NOFILE, kDescriptors}) < kDescriptors) {
    return failure("fewer than " + std::to_string(kDescriptors) +
                   " open files are allowed (ulimit -n); allow the application more");
  }
  return {};
}

// Nor has he a say in when it gets its turn: one that waits too long takes a service for silent. Which
// processors it may use can be the administrator's will, and stays.
void reset_scheduling() {
  if (::geteuid() != 0) return;
  const sched_param none{};
  (void)::sched_setscheduler(0, SCHED_OTHER, &none);
  (void)::setpriority(PRIO_PROCESS, 0, 0);
  (void)::prctl(PR_SET_TIMERSLACK, 0, 0, 0, 0);  // 0: the default
}

Result<void> keep_only(int kept) {
  // O_RDWR: a stray write to stdout or stderr is to succeed and go nowhere.
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return system_failure("open /dev/null");
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (fd != null && ::dup2(null, fd) < 0) return system_failure("redirect the standard streams");
  }
  for (int fd = STDERR_FILENO + 1; fd < kept; ++fd)
    ::close(fd);
  ::closefrom(kept + 1);
  if (::fcntl(kept, F_SETFD, FD_CLOEXEC) < 0) return system_failure("use the channel to the PAM module");
  return {};
}

// A setuid program such as su runs us with the caller's real user, who may then send us signals.
Result<void> be_root_alone() {
  if (::geteuid() != 0) return {};
  if (::setgroups(0, nullptr) != 0 || ::setresgid(0, 0, 0) != 0 || ::setresuid(0, 0, 0) != 0) {
    return system_failure("give up the caller's identity");
  }
  return {};
}

}  // namespace

Result<void> become_clean(int kept) {
  reset_signals();
  if (auto done = be_root_alone(); !done) return done;
  if (auto done = reset_limits(); !done) return done;
  reset_scheduling();
  const rlimit no_core{0, 0};
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || ::setrlimit(RLIMIT_CORE, &no_core) != 0) {
    return system_failure("forbid core dumps");
  }
  if (auto done = keep_only(kept); !done) return done;
  // Fails only for a process that leads its group, and then there is no terminal to leave.
  ::setsid();
  if (::chdir("/") != 0) return system_failure("change to /");
  ::umask(077);
  return {};
}

Result<void> die_after(std::chrono::milliseconds span) {
  static std::optional<timer_t> timer;
  if (!timer) {
    // Not SIGALRM, which can be blocked or ignored.
    sigevent kill{};
    kill.sigev_notify = SIGEV_SIGNAL;
    kill.sigev_signo = SIGKILL;
    timer_t made{};
    if (::timer_create(CLOCK_MONOTONIC, &kill, &made) != 0) return system_failure("set a deadline");
    timer = made;
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span);
  itimerspec deadline{};
  deadline.it_value.tv_sec = seconds.count();
  deadline.it_value.tv_nsec = std::chrono::nanoseconds(span - seconds).count();
  if (::timer_settime(*timer, 0, &deadline, nullptr) != 0) return system_failure("set a deadline");
  return {};
}

}  // namespace ozibus::process
