// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/process_tree.h"

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ozibus::bench {
namespace {

constexpr int kPatienceMs = 60'000;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

struct Pipe {
  base::UniqueFd read_end;
  base::UniqueFd write_end;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe2");
  return {base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
}

[[noreturn]] void become(const Command& command, int input, int output) {
  std::vector<char*> arguments;
  for (const std::string& word : command)
    arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::execvp(arguments.front(), arguments.data());
  ::_exit(127);
}

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
}

void add(Usage& sum, const rusage& one) {
  sum.cpu_ms += milliseconds(one.ru_utime) + milliseconds(one.ru_stime);
  sum.peak_kib = std::max(sum.peak_kib, one.ru_maxrss);
  ++sum.processes;
}

}  // namespace

double milliseconds(Clock::duration span) {
  return std::chrono::duration<double, std::milli>(span).count();
}

void adopt_orphans() {
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) fail("prctl(PR_SET_CHILD_SUBREAPER)");
}

// Fork, not vfork: a process is born with the peak of the memory that it had before exec, which then is the
// little that fork copies.
ProcessTree::ProcessTree(const Command& command) : name_(command.front()) {
  Pipe to_command = make_pipe();
  Pipe from_command = make_pipe();
  pid_ = ::fork();
  if (pid_ < 0) fail("fork");
  if (pid_ == 0) become(command, to_command.read_end.get(), from_command.write_end.get());
  input_ = std::move(to_command.write_end);
  output_ = std::move(from_command.read_end);
}

bool ProcessTree::read_more() {
  char buffer[4096];
  const ssize_t count = ::read(output_.get(), buffer, sizeof buffer);
  if (count > 0) shown_.append(buffer, static_cast<std::size_t>(count));
  return count > 0;
}

void ProcessTree::await(std::string_view text) {
  while (shown_.find(text) == std::string::npos) {
    pollfd waiting{output_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, kPatienceMs) == 0)
      throw std::runtime_error(name_ + " is silent; it showed:\n" + shown_);
    if (!read_more()) throw std::runtime_error(name_ + " ended too early; it showed:\n" + shown_);
  }
}

std::string ProcessTree::await_last_line() {
  while (read_more()) {
  }
  const std::size_t end = shown_.find_last_not_of('\n') + 1;
  return shown_.substr(0, end).substr(shown_.substr(0, end).rfind('\n') + 1);
}

void ProcessTree::type(std::string_view line) {
  const std::string bytes = std::string(line) + "\n";
  if (::write(input_.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    fail("type a line");
}

void ProcessTree::await_end() {
  int status = 0;
  rusage usage{};
  if (::wait4(pid_, &status, 0, &usage) != pid_) fail("wait4");
  add(usage_, usage);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  while (read_more()) {
  }
  throw std::runtime_error(name_ + " failed; it showed:\n" + shown_);
}

Usage ProcessTree::await_orphans() {
  rusage usage{};
  while (::wait4(-1, nullptr, 0, &usage) > 0)
    add(usage_, usage);
  return usage_;
}

}  // namespace ozibus::bench
