// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/watcher.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/unique_fd.h"
#include "ctl/change/settle.h"
#include "ctl/change/sshd_reload.h"
#include "ctl/check/program.h"
#include "helper/process/journal.h"

namespace ozibus::ctl::change {
namespace {

using base::UniqueFd;
using std::chrono::milliseconds;

constexpr milliseconds kBetweenAttempts = std::chrono::seconds(10);

Result<void> start_timer(milliseconds span) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return failure("/proc/self/exe: " + error.message());
  const auto output = check::run_program({"/usr/bin/systemd-run", "--quiet", "--collect",
                                          "--on-active=" + std::to_string(span.count()) + "ms",
                                          "--timer-property=AccuracySec=1s", "--property=Restart=on-failure",
                                          "--property=RestartSec=10s", self.string(), "revert", "--overdue"});
  if (!output) return tl::unexpected(output.error());
  if (output->status != 0) return failure("systemd-run: " + output->text);
  return {};
}

// Nothing of the login may hold this process, nor this process anything of the login.
void leave_login() {
  (void)::setsid();
  (void)::signal(SIGHUP, SIG_IGN);
  [[maybe_unused]] const int moved = ::chdir("/");
  const int null = ::open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    (void)::dup2(null, stream);
  sigset_t none;
  ::sigemptyset(&none);
  (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
  // The C library must not go on with the number of a descriptor that is then somebody else's.
  ::closelog();
  (void)::close_range(STDERR_FILENO + 1, ~0U, 0);
  process::open_journal("ozibusctl", {});
}

UniqueFd make_timer(milliseconds at, milliseconds interval) {
  const auto spec = [](milliseconds span) {
    return timespec{span.count() / 1000, span.count() % 1000 * 1'000'000};
  };
  UniqueFd timer(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC));
  const itimerspec times{spec(interval), spec(std::max(at, milliseconds(1)))};
  (void)::timerfd_settime(timer.get(), TFD_TIMER_ABSTIME, &times, nullptr);
  return timer;
}

// Each time that the timer runs out, until somebody has taken the pending change away.
void watch(const Journal& journal, const Change& change) {
  const UniqueFd timer = make_timer(change.due.uptime, kBetweenAttempts);
  const UniqueFd events(::inotify_init1(IN_CLOEXEC));
  (void)::inotify_add_watch(events.get(), journal.pending_folder().c_str(), IN_MOVE_SELF | IN_DELETE_SELF);
  while (journal.has_pending()) {
    pollfd sources[] = {{timer.get(), POLLIN, 0}, {events.get(), POLLIN, 0}};
    if (::poll(sources, 2, -1) < 0 && errno != EINTR) return;
    if ((sources[0].revents & POLLIN) == 0) continue;
    std::uint64_t times = 0;
    [[maybe_unused]] const ssize_t count = ::read(timer.get(), &times, sizeof times);
    // What fails has been logged, and is tried again.
    if (settle(journal, Which::Overdue, Patience::Wait, reload_sshd)) return;
  }
}

[[noreturn]] void be_watcher(const Journal& journal, const Change& change) {
  leave_login();
  try {
    watch(journal, change);
  } catch (const std::exception&) {
    ::_exit(1);
  }
  ::_exit(0);
}

// Until nobody has the other end any more.
void await_end(int fd) {
  char byte = 0;
  while (::read(fd, &byte, 1) < 0 && errno == EINTR) {
  }
}

// Its parent ends at once, so that it is nobody's child. It is waited for until it has given up all that it
// has inherited, the journal's lock above all.
Result<void> start_process(const Journal& journal, const Change& change) {
  std::array<int, 2> ends{};
  const bool has_pipe = ::pipe2(ends.data(), O_CLOEXEC) == 0;
  const pid_t parent = has_pipe ? ::fork() : -1;
  if (parent < 0) return failure(std::string("no process to watch the change: ") + base::errno_text(errno));
  if (parent == 0) {
    const pid_t watcher = ::fork();
    if (watcher == 0) be_watcher(journal, change);
    ::_exit(watcher < 0 ? 1 : 0);
  }
  const UniqueFd reader(ends[0]);
  UniqueFd(ends[1]).reset();
  await_end(reader.get());
  int status = 0;
  while (::waitpid(parent, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return failure("no process to watch the change");
  return {};
}

}  // namespace

Result<void> start_watcher(const Journal& journal, const Change& change) {
  const bool has_systemd = ::access("/run/systemd/system", F_OK) == 0;
  if (has_systemd && start_timer(change.due.uptime - now().uptime)) return {};
  return start_process(journal, change);
}

}  // namespace ozibus::ctl::change
