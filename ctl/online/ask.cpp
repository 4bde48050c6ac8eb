// SPDX-License-Identifier: Apache-2.0
#include "ctl/online/ask.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string>

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/deadline.h"
#include "base/errno_text.h"
#include "base/unique_fd.h"
#include "ctl/online/answer.h"
#include "ctl/online/caller.h"
#include "ctl/online/service_rules.h"

namespace ozibus::ctl::online {
namespace {

using base::Deadline;
using base::UniqueFd;

// The process that asks; gone with this object, whatever it is doing.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    (void)::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

 private:
  pid_t pid_;
};

std::optional<Answer> receive(int channel, const Deadline& deadline) {
  pollfd waiting{channel, POLLIN, 0};
  int ready = 0;
  while ((ready = ::poll(&waiting, 1, deadline.poll_timeout())) < 0 && errno == EINTR) {
  }
  Answer answer;
  if (ready <= 0 || ::recv(channel, &answer, sizeof answer, 0) != sizeof answer) return std::nullopt;
  return answer;
}

Answer unasked(const std::string& why) {
  Answer answer;
  answer.say(why);
  return answer;
}

}  // namespace

check::Findings ask_service(const api::Settings& settings, const api::Credentials& credentials) {
  const std::string& file = settings.credentials_file;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return judge_answer("", unasked(std::string("no socket: ") + base::errno_text(errno)), file);
  }
  const UniqueFd ours(ends[0]);
  UniqueFd theirs(ends[1]);
  const pid_t pid = ::fork();
  if (pid < 0) return judge_answer("", unasked(std::string("no process: ") + base::errno_text(errno)), file);
  if (pid == 0) {
    call_all(settings, credentials, theirs.get());
    ::_exit(EXIT_SUCCESS);
  }
  const Child child(pid);
  theirs.reset();
  const auto deadline = Deadline::after(longest_calls(settings));
  check::Findings findings;
  for (const std::string& base_url : settings.base_urls) {
    const auto answer = receive(ours.get(), deadline);
    if (!answer) {
      add(findings,
          judge_answer(base_url, unasked("the process that asks has ended before; see the system log"),
                       file));
      break;
    }
    add(findings, judge_answer(base_url, *answer, file));
    if (answer->kind == Kind::Unasked) break;
  }
  return findings;
}

}  // namespace ozibus::ctl::online
