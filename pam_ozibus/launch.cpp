// SPDX-License-Identifier: Apache-2.0
// The host may ignore SIGCHLD, reap every child in a loop, or count its children; so the helper must
// not be its child. A middleman, cloned with exit signal 0, starts the helper and leaves; without an
// exit signal only our own waitpid(__WCLONE) finds it, and the orphaned helper goes to init. The
// middleman must not exec: exec sets the exit signal back to SIGCHLD.
//
// Both clones share the host's memory and suspend their maker until they have called exec or returned
// (as vfork does): no page tables are copied, however large the host, and the function that runs in
// between reports its errno by a plain store. All signals are blocked meanwhile, so that no handler of
// the host can run in the wrong process.
#include "pam_ozibus/launch.h"

#include <cerrno>
#include <cstddef>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "protocol/messages.h"

namespace ozibus::pam_ozibus {
namespace {

constexpr std::size_t kStack = 64 * 1024;

struct Launch {
  const char* path;
  int channel;
  char* helper_stack_top;
  int process = -1;  // the helper's pidfd
  int error = 0;     // set when there is no helper
};

// Two stacks for the two clones, apart from the host's own, which may be small.
class Stacks {
 public:
  Stacks() noexcept
      : memory_(::mmap(nullptr, 2 * kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK,
                       -1, 0)) {}
  Stacks(const Stacks&) = delete;
  Stacks& operator=(const Stacks&) = delete;
  ~Stacks() {
    if (valid()) ::munmap(memory_, 2 * kStack);
  }
  [[nodiscard]] bool valid() const noexcept { return memory_ != MAP_FAILED; }
  // Stacks grow downwards on every architecture that Debian builds for.
  [[nodiscard]] char* middleman_top() const noexcept { return static_cast<char*>(memory_) + kStack; }
  [[nodiscard]] char* helper_top() const noexcept { return static_cast<char*>(memory_) + 2 * kStack; }

 private:
  void* memory_;
};

class AllSignalsBlocked {
 public:
  AllSignalsBlocked() noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;
  ~AllSignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

// The helper-to-be, in the host's memory: system calls and one store, nothing else.
int become_helper(void* argument) noexcept {
  auto* launch = static_cast<Launch*>(argument);
  // dup3 onto itself is an error, and the descriptor would stay close-on-exec.
  const int moved = launch->channel == protocol::kHelperDescriptor
                        ? ::fcntl(protocol::kHelperDescriptor, F_SETFD, 0)
                        : ::dup2(launch->channel, protocol::kHelperDescriptor);
  if (moved >= 0) {
    char name[] = "ozibus-helper";
    char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
    char locale[] = "LC_ALL=C";
    // libcurl brings GnuTLS along for protocols that are not spoken: it need not set itself up.
    char gnutls[] = "GNUTLS_NO_IMPLICIT_INIT=1";
    char* const arguments[] = {name, nullptr};
    char* const environment[] = {path, locale, gnutls, nullptr};
    ::execve(launch->path, arguments, environment);
  }
  launch->error = errno;
  return 127;
}

// In a setuid program such as su the real user is still the caller's, who could then kill the
// middleman and leave a helper-to-be running in memory that the host takes for its own again. Raw,
// because libc's setresuid() changes all threads of the host; the kernel's changes this process.
[[nodiscard]] bool be_out_of_the_callers_reach() noexcept {
#ifdef SYS_setresuid32
  constexpr long kSetresuid = SYS_setresuid32;
#else
  constexpr long kSetresuid = SYS_setresuid;
#endif
  return ::geteuid() != 0 || ::syscall(kSetresuid, 0, 0, 0) == 0;
}

int be_middleman(void* argument) noexcept {
  auto* launch = static_cast<Launch*>(argument);
  if (!be_out_of_the_callers_reach()) {
    launch->error = errno;
    return 0;
  }
  const int pid = ::clone(become_helper, launch->helper_stack_top,
                          CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, launch, &launch->process);
  if (pid < 0) launch->error = errno;
  return 0;
}

// The middleman was killed and may have left a helper-to-be on our stacks: they must not go before it.
void end_at_once(Launch& launch) noexcept {
  launch.error = EINTR;
  if (launch.process < 0) return;
  ::syscall(SYS_pidfd_send_signal, launch.process, SIGKILL, nullptr, 0U);
  pollfd gone{launch.process, POLLIN, 0};
  while (::poll(&gone, 1, -1) < 0 && errno == EINTR) {
  }
}

// A host without stdin, stdout or stderr would write to these numbers what it means for a terminal.
base::UniqueFd above_stdio(base::UniqueFd fd) noexcept {
  if (!fd.valid() || fd.get() > STDERR_FILENO) return fd;
  return base::UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

}  // namespace

void Helper::kill() const noexcept {
  ::syscall(SYS_pidfd_send_signal, process_.get(), SIGKILL, nullptr, 0U);
}

tl::expected<Helper, LaunchFailure> launch_helper(const char* path) noexcept {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return tl::unexpected(LaunchFailure{"cannot make a socket pair", errno});
  }
  base::UniqueFd ours = above_stdio(base::UniqueFd(ends[0]));
  const base::UniqueFd theirs = above_stdio(base::UniqueFd(ends[1]));
  if (!ours.valid() || !theirs.valid())
    return tl::unexpected(LaunchFailure{"cannot make a socket pair", errno});

  const Stacks stacks;
  if (!stacks.valid()) return tl::unexpected(LaunchFailure{"cannot get memory", errno});

  Launch launch{.path = path, .channel = theirs.get(), .helper_stack_top = stacks.helper_top()};
  {
    const AllSignalsBlocked blocked;
    // CLONE_FILES, so that the helper's pidfd appears in our own table.
    const int middleman =
        ::clone(be_middleman, stacks.middleman_top(), CLONE_VM | CLONE_VFORK | CLONE_FILES, &launch);
    if (middleman < 0) return tl::unexpected(LaunchFailure{"cannot start a process", errno});
    int status = 0;
    // Should another thread's wait have taken it, it had left by itself all the same.
    const bool seen = ::waitpid(middleman, &status, static_cast<int>(__WCLONE)) == middleman;
    if (seen && !WIFEXITED(status)) end_at_once(launch);
  }
  base::UniqueFd process(launch.process);
  if (launch.error != 0) return tl::unexpected(LaunchFailure{"cannot start it", launch.error});
  return Helper(std::move(ours), std::move(process));
}

}  // namespace ozibus::pam_ozibus
