// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/process/confined_child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "helper/process/sandbox.h"

namespace ozibus::process {
namespace {

constexpr std::string_view kEntered = "entered";

std::string warnings_of_this_child;

void say(int fd, std::string_view text) {
  ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
}

std::string hear(int fd) {
  std::array<char, 4096> text{};
  const ssize_t size = ::recv(fd, text.data(), text.size(), 0);
  return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

[[noreturn]] void be_the_child(int fd, const Deed& deed, const std::function<void()>& before) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  before();
  const auto confinement = enter_sandbox();
  if (!confinement) {
    say(fd, "no sandbox: " + confinement.error().reason);
    ::_exit(0);
  }
  for (const std::string& warning : confinement->warnings)
    warnings_of_this_child += warning + "\n";
  say(fd, kEntered);
  (void)hear(fd);
  say(fd, deed());
  ::_exit(0);
}

}  // namespace

std::string in_sandbox(const Deed& deed, const Around& around) {
  int ends[2];
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
  base::UniqueFd ours(ends[0]);
  base::UniqueFd theirs(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) be_the_child(theirs.get(), deed, around.before);
  theirs.reset();
  std::string heard = hear(ours.get());
  if (heard == kEntered) {
    around.meanwhile(child);
    say(ours.get(), "go on");
    heard = hear(ours.get());
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFSIGNALED(status) ? std::string("killed by SIG") + ::sigabbrev_np(WTERMSIG(status)) : heard;
}

const std::string& warnings() {
  return warnings_of_this_child;
}

std::string outcome_of(long result) {
  return result < 0 ? ::strerrorname_np(errno) : "done";
}

}  // namespace ozibus::process
