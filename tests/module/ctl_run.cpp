// SPDX-License-Identifier: Apache-2.0
#include "tests/module/ctl_run.h"

#include <fstream>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/module/built.h"

namespace ozibus::module_tests {
namespace {

std::string contents(const std::string& path) {
  std::ostringstream all;
  all << std::ifstream(path).rdbuf();
  return all.str();
}

}  // namespace

CtlRun run_ctl(const Site& site, std::vector<std::string> words, const std::string& typed) {
  site.write("typed", typed, 0600);
  words.insert(words.begin(), {built::kCtl, "--config", site.path("ozibus.conf")});
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  const int created = O_WRONLY | O_CREAT | O_TRUNC;
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, site.path("typed").c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, site.path("said").c_str(), created, 0600);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, site.path("complained").c_str(), created, 0600);
  pid_t child = -1;
  EXPECT_EQ(::posix_spawn(&child, built::kCtl, &actions, nullptr, arguments.data(), environ), 0);
  ::posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(site.path("said")),
          contents(site.path("complained"))};
}

InstalledService::InstalledService(const Site& site, std::string name, const std::string& auth_lines)
    : path_("/etc/pam.d/" + std::move(name)) {
  site.stack(auth_lines + "account required pam_permit.so\n");
  std::ofstream(path_) << contents(site.path("pam.d/login"));
}

InstalledService::~InstalledService() {
  ::unlink(path_.c_str());
}

}  // namespace ozibus::module_tests
