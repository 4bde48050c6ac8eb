// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/sshd_reload.h"

#include <cerrno>
#include <chrono>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/deadline.h"
#include "base/errno_text.h"
#include "base/unique_fd.h"
#include "ctl/check/program.h"
#include "ctl/check/sshd.h"
#include "ctl/check/sshd_processes.h"

namespace ozibus::ctl::change {
namespace {

using check::run_program;

constexpr const char* kSystemctl = "/usr/bin/systemctl";
constexpr const char* kUnit = "ssh.service";
constexpr std::chrono::seconds kPatience{10};

std::string first_line(const std::string& text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

Result<void> check_settings(const std::string& program) {
  const auto output = run_program({program, "-t"});
  if (!output) return tl::unexpected(output.error());
  if (output->status == 0) return {};
  return failure(std::string("sshd does not take its configuration: ") + first_line(output->text) +
                 "; see: " + program + " -t");
}

Result<std::string> pid_file(const std::string& program) {
  const auto output = run_program({program, "-T"});
  if (!output) return tl::unexpected(output.error());
  std::istringstream lines(output->text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("pidfile ")) return line.substr(line.find(' ') + 1);
  }
  return failure("sshd names no PidFile; see: " + program + " -T");
}

// "none", like any path that depends on where this process is, is none. A number in a file may have become
// another process's.
std::optional<pid_t> running_sshd(const std::string& path) {
  std::ifstream file(path);
  pid_t pid = 0;
  if (!path.starts_with('/') || !(file >> pid) || pid <= 0 || !check::is_own_sshd(pid)) return std::nullopt;
  return pid;
}

// sshd removes the file when it begins anew, and writes it when it listens.
struct stat look_at(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) status = {};
  return status;
}

bool is_written_anew(const std::string& path, const struct stat& before) {
  const struct stat after = look_at(path);
  const bool is_same = after.st_ino == before.st_ino && after.st_mtim.tv_sec == before.st_mtim.tv_sec &&
                       after.st_mtim.tv_nsec == before.st_mtim.tv_nsec;
  return !is_same && after.st_size > 0;
}

Result<void> hang_up(pid_t sshd, const std::string& path) {
  const base::UniqueFd events(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  const std::string folder = path.substr(0, path.rfind('/'));
  if (!events.valid() || ::inotify_add_watch(events.get(), folder.c_str(), IN_CLOSE_WRITE) < 0) {
    return failure(folder + ": cannot be watched: " + base::errno_text(errno) + "; reload sshd by hand");
  }
  const struct stat before = look_at(path);
  if (::kill(sshd, SIGHUP) != 0) {
    return failure(std::string("sshd cannot be signalled: ") + base::errno_text(errno) +
                   "; reload it by hand");
  }
  const auto deadline = base::Deadline::after(kPatience);
  while (!is_written_anew(path, before)) {
    if (deadline.passed()) return failure("sshd has not come back after SIGHUP; see its log, and start it");
    pollfd source{events.get(), POLLIN, 0};
    if (::poll(&source, 1, deadline.poll_timeout()) <= 0) continue;
    char event[4096];
    while (::read(events.get(), event, sizeof event) > 0) {
    }
  }
  return {};
}

// For an sshd without a PidFile. `systemctl reload` does not wait until sshd has read anything, and who
// connects before it has comes in by the old settings. A restart waits, and leaves sessions alone
// (KillMode=process).
Result<void> restart_unit() {
  for (const char* verb : {"is-active", "restart"}) {
    const auto output = run_program({kSystemctl, verb, kUnit});
    if (!output) return tl::unexpected(output.error());
    if (output->status == 0) continue;
    return failure(std::string("systemctl ") + verb + " " + kUnit + ": " + first_line(output->text) +
                   "; see: journalctl -u " + kUnit);
  }
  return {};
}

Result<void> reload(const std::string& path) {
  if (const auto sshd = running_sshd(path)) return hang_up(*sshd, path);
  if (::access("/run/systemd/system", F_OK) == 0) return restart_unit();
  return failure("PidFile " + path +
                 ": does not name the sshd that runs, so it can't be reloaded; start sshd anew");
}

// They go by the settings that sshd had when it took them, but by the stack that PAM has when they get there:
// who waits at "no key needed" would come to a stack that relies on the key.
void end_unfinished_logins() {
  // A connection that changes from one process to two between a look at the one and at the other is seen the
  // second time: then both are there.
  for (int looks = 0; looks < 2; ++looks) {
    // A listening sshd's child still has a handler for all that can be handled.
    for (const pid_t pid : check::unfinished_logins())
      (void)::kill(pid, SIGKILL);
  }
}

// Of the sshd that listens, if one does.
Result<void> reload_listener() {
  // Before it is started at boot, it has not even the folder that `sshd -t` looks for.
  if (check::listening_sshds().empty()) return {};
  const std::string program = check::Sshd::of_this_machine().program();
  if (auto good = check_settings(program); !good) return good;
  const auto path = pid_file(program);
  if (!path) return tl::unexpected(path.error());
  return reload(*path);
}

}  // namespace

Result<void> reload_sshd() {
  if (auto done = reload_listener(); !done) return done;
  // Not before every sshd that begins to serve somebody goes by the new settings.
  end_unfinished_logins();
  return {};
}

}  // namespace ozibus::ctl::change
