// SPDX-License-Identifier: Apache-2.0
#include "tests/module/watched_helper.h"

#include <string>
#include <system_error>

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <gtest/gtest.h>

#include "tests/fakes/process_status.h"
#include "tests/module/processes.h"

namespace ozibus::module_tests {
namespace {

constexpr int kStoppedAtExit = SIGTRAP | (PTRACE_EVENT_EXIT << 8);

}  // namespace

std::vector<std::filesystem::path> running_helpers() {
  auto helpers = processes_named("ozibus-helper");
  std::erase_if(helpers, [](const auto& process) {
    std::error_code ended;
    (void)std::filesystem::read_symlink(process / "exe", ended);
    return static_cast<bool>(ended);
  });
  return helpers;
}

void WatchedHelper::watch() {
  const auto running = running_helpers();
  ASSERT_EQ(running.size(), 1U);
  process_ = std::stoi(running[0].filename());
  ASSERT_EQ(::ptrace(PTRACE_SEIZE, process_, nullptr, PTRACE_O_TRACEEXIT), 0);
}

std::optional<double> WatchedHelper::peak_mib() {
  int status = 0;
  EXPECT_EQ(::waitpid(process_, &status, __WALL), process_);
  // The module kills a helper whose verdict it has. The kernel lets one go on to its end without a stop
  // if that comes within exit_group().
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return std::nullopt;
  EXPECT_TRUE(WIFSTOPPED(status) && status >> 8 == kStoppedAtExit) << "it did not end: " << status;
  const double peak = fakes::peak_mib("/proc/" + std::to_string(process_));
  EXPECT_EQ(::ptrace(PTRACE_CONT, process_, nullptr, nullptr), 0);
  EXPECT_EQ(::waitpid(process_, &status, __WALL), process_);
  return peak;
}

}  // namespace ozibus::module_tests
