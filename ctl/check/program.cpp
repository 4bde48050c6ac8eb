// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/program.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/deadline.h"
#include "base/errno_text.h"
#include "base/unique_fd.h"

namespace ozibus::ctl::check {
namespace {

constexpr std::size_t kMostText = std::size_t{1024} * 1024;
constexpr std::chrono::seconds kPatience{10};

class Actions {
 public:
  Actions() { ::posix_spawn_file_actions_init(&actions_); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;

  [[nodiscard]] posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

Result<pid_t> start(std::vector<std::string> words, int output) {
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<char*, 1> environment = {nullptr};
  Actions actions;
  pid_t child = -1;
  int error = ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    if (error == 0) error = ::posix_spawn_file_actions_adddup2(actions.get(), output, stream);
  }
  if (error == 0) {
    error = ::posix_spawn(&child, arguments[0], actions.get(), nullptr, arguments.data(), environment.data());
  }
  if (error != 0) return failure(words[0] + ": " + base::errno_text(error) + "; see that it can be run");
  return child;
}

// False when the time is over before the text is.
bool read_text(int fd, std::string& text) {
  const auto deadline = base::Deadline::after(kPatience);
  std::array<char, 4096> buffer{};
  for (;;) {
    pollfd source{fd, POLLIN, 0};
    const int ready = ::poll(&source, 1, deadline.poll_timeout());
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0;
    if (text.size() < kMostText) text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Result<ProgramOutput> run_program(const std::vector<std::string>& words) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return failure(std::string("no pipe: ") + base::errno_text(errno));
  const base::UniqueFd reader(ends[0]);
  base::UniqueFd writer(ends[1]);
  const auto child = start(words, writer.get());
  writer.reset();
  if (!child) return tl::unexpected(child.error());
  ProgramOutput output;
  const bool is_whole = read_text(reader.get(), output.text);
  if (!is_whole) (void)::kill(*child, SIGKILL);
  output.status = wait_for(*child);
  if (!is_whole) return failure(words[0] + ": did not answer within ten seconds; run it by hand");
  return output;
}

}  // namespace ozibus::ctl::check
