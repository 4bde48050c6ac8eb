// SPDX-License-Identifier: Apache-2.0
// `ozibusctl user set` as a process that is killed, and beside another one.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "tests/fakes/temp_folder.h"
#include "tests/unit/users/traced_command.h"

namespace ozibus::ctl::users {
namespace {

using ::testing::IsSubsetOf;
using ::testing::UnorderedElementsAre;

class UserSet : public testing::Test {
 protected:
  // The accounts are those that Debian gives to every machine.
  static std::vector<std::string> command(const fakes::TempFolder& folder, const std::string& user,
                                          const std::string& contact) {
    return {OZIBUS_CTL, "--config", folder.path("ozibus.conf"), "user", "set", user, contact};
  }

  static std::string map_of(const std::string& contact) {
    std::string map;
    for (int i = 0; i < 20; ++i)
      map += "user" + std::to_string(i) + ": user@example.com\n" +
             (i == 10 ? "daemon: " + contact + " # d\n" : "");
    return map;
  }

  std::string map() const {
    std::ostringstream bytes;
    bytes << std::ifstream(path_, std::ios::binary).rdbuf();
    return bytes.str();
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename());
    return names;
  }

  fakes::TempFolder folder_;
  std::string state_ = folder_.make_folder("state");
  std::string path_ = folder_.write("users.map", map_of("a@example.com"), 0640);
  // Nothing of it is for the log of the machine.
  std::string config_ =
      folder_.write("ozibus.conf", "[users]\nmap = \"" + path_ + "\"\n[policy]\nstate_dir = \"" + state_ +
                                       "\"\n[log]\nlevel = \"error\"\n");
};

std::size_t first(const Trace& trace, long call, std::size_t from = 0) {
  const auto begin = trace.calls.begin() + static_cast<std::ptrdiff_t>(from);
  return static_cast<std::size_t>(std::find(begin, trace.calls.end(), call) - trace.calls.begin());
}

TEST_F(UserSet, waits_for_the_disk_before_and_after_the_new_map_takes_its_place) {
  const Trace trace = run_traced(command(folder_, "daemon", "b@example.com"), SIZE_MAX);
  ASSERT_EQ(trace.status, 0);
  const std::size_t locked = first(trace, SYS_flock);
  const std::size_t written = first(trace, SYS_fsync, locked);
  const std::size_t renamed = first(trace, SYS_renameat, written);
  EXPECT_LT(first(trace, SYS_fsync, renamed), trace.calls.size());
  EXPECT_EQ(map(), map_of("b@example.com"));
}

TEST_F(UserSet, leaves_the_old_map_or_the_new_one_when_it_is_killed) {
  constexpr std::size_t kKills = 100;
  const Trace whole = run_traced(command(folder_, "daemon", "b@example.com"), SIZE_MAX);
  ASSERT_EQ(whole.status, 0);
  // One half is spread over all of the time, the other over that in which something is written.
  const std::size_t locked = first(whole, SYS_flock);
  std::mt19937 random(1);
  std::string before = "b@example.com";
  std::size_t changes = 0;
  for (std::size_t i = 0; i < kKills; ++i) {
    const std::size_t begin = i % 2 == 0 ? 1 : locked;
    const std::size_t end = begin + random() % (whole.calls.size() - begin);
    const std::string after = "user" + std::to_string(i) + "@example.com";
    const Trace trace = run_traced(command(folder_, "daemon", after), end);
    ASSERT_EQ(trace.status, SIGKILL) << "at " << end << " of " << whole.calls.size();
    const bool is_changed = map() == map_of(after);
    ASSERT_TRUE(is_changed || map() == map_of(before)) << "at " << end << " of " << whole.calls.size();
    ASSERT_THAT(names(),
                IsSubsetOf({"state", "ozibus.conf", "users.map", ".users.map.lock", ".users.map.new"}));
    if (is_changed) before = after;
    changes += is_changed ? 1 : 0;
  }
  EXPECT_GT(changes, 0U);
  EXPECT_LT(changes, kKills);
  EXPECT_EQ(run_traced(command(folder_, "daemon", "last@example.com"), SIZE_MAX).status, 0);
  EXPECT_EQ(map(), map_of("last@example.com"));
  EXPECT_THAT(names(), UnorderedElementsAre("state", "ozibus.conf", "users.map", ".users.map.lock"));
}

// How many processes wait for a lock on the file.
std::size_t waiting_for(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return 0;
  const std::string inode = ":" + std::to_string(status.st_ino) + " ";
  std::ifstream locks("/proc/locks");
  std::size_t count = 0;
  for (std::string line; std::getline(locks, line);)
    count += line.find("->") != std::string::npos && line.find(inode) != std::string::npos ? 1U : 0U;
  return count;
}

pid_t start(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = -1;
  EXPECT_EQ(::posix_spawn(&child, arguments.front(), nullptr, nullptr, arguments.data(), environ), 0);
  return child;
}

TEST_F(UserSet, waits_for_another_one_and_keeps_what_that_wrote) {
  const std::string lock = folder_.write(".users.map.lock", "");
  base::UniqueFd held(::open(lock.c_str(), O_RDWR | O_CLOEXEC));
  ASSERT_EQ(::flock(held.get(), LOCK_EX), 0);
  const pid_t children[] = {start(command(folder_, "daemon", "d@example.com")),
                            start(command(folder_, "bin", "b@example.com")),
                            start(command(folder_, "root", "r@example.com"))};
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (waiting_for(lock) < std::size(children) && std::chrono::steady_clock::now() < end)
    ::sched_yield();
  EXPECT_EQ(waiting_for(lock), std::size(children));
  EXPECT_EQ(map(), map_of("a@example.com"));
  held.reset();
  for (const pid_t child : children) {
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  const std::string b = "bin: b@example.com\n";
  const std::string r = "root: r@example.com\n";
  EXPECT_THAT(map(), testing::AnyOf(map_of("d@example.com") + b + r, map_of("d@example.com") + r + b));
}

}  // namespace
}  // namespace ozibus::ctl::users
