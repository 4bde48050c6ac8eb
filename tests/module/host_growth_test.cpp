// SPDX-License-Identifier: Apache-2.0
// A host that logs in again and again, as a display manager or a screen lock does: libpam loads the module
// for each login and unloads it after it. Neither memory nor mappings may become more.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef OZIBUS_ADDRESS_SANITIZER
#include <sanitizer/lsan_interface.h>
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();  // in no header that g++ 12 brings
#endif

#include <gtest/gtest.h>

#include "tests/module/built.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"

namespace ozibus::module_tests {
namespace {

constexpr int kWarmUp = 50;
constexpr int kFullEach = 25;  // one in so many logins goes to its end, the others stop at the first question
constexpr std::size_t kMostGrowth = 64 * 1024;

#ifdef OZIBUS_ADDRESS_SANITIZER
constexpr int kLogins = 50;  // slower, and sure to see each leak

std::size_t heap_in_use() {
  return __sanitizer_get_current_allocated_bytes();
}
bool has_leaks() {
  return __lsan_do_recoverable_leak_check() != 0;
}
#else
constexpr int kLogins = 1000;

std::size_t heap_in_use() {
  const struct mallinfo2 heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}
bool has_leaks() {
  return false;  // the growth tells
}
#endif

std::set<std::string> mapped_files() {
  std::set<std::string> files;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (const auto path = line.find('/'); path != std::string::npos) files.insert(line.substr(path));
  }
  return files;
}

class GrowingHost : public ::testing::Test {
 protected:
  GrowingHost() { site.configure("", "ask_first = true\n"); }

  // The numbers that the host is to tell of itself; the test only compares them with 0.
  void log_in(int number) {
    const bool full = number % kFullEach == 0;
    PamClient client;
    if (full) {
      client.will_type("");
      client.will_type("123456");
      std::filesystem::remove_all(site.path("state/users"));
      std::filesystem::remove_all(site.path("state/hosts"));
    } else {
      client.will_fail();
    }
    client.meanwhile = [] {
      if (!mapped_files().contains(built::kModule)) ADD_FAILURE() << "the module is not even loaded";
      return nullptr;
    };
    ASSERT_EQ(client.authenticate(site.services(), kUser), full ? PAM_SUCCESS : PAM_CONV_ERR);
  }
  void log_in_often(int times) {
    for (int i = 0; i < times && !HasFatalFailure(); ++i)
      log_in(i);
  }

  void live() {
    log_in_often(kWarmUp);
    const auto mapped = mapped_files();
    const std::size_t heap = heap_in_use();
    log_in_often(kLogins);
    EXPECT_LT(heap_in_use(), heap + kMostGrowth);
    EXPECT_EQ(mapped_files(), mapped);
    EXPECT_FALSE(mapped.contains(built::kModule));
    EXPECT_FALSE(has_leaks());
  }

  const fakes::ScriptedServer server{std::vector((kWarmUp + kLogins) / kFullEach, answering({kDone, kDone}))};
  Site site{server.url()};
};

TEST_F(GrowingHost, does_not_grow_and_has_nothing_mapped_after_a_thousand_logins) {
  // In a process of its own, because the service grows with what it is asked.
  const pid_t host = ::fork();
  if (host == 0) {
    live();
    ::_exit(HasFailure() ? EXIT_FAILURE : EXIT_SUCCESS);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(host, &status, 0), host);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace ozibus::module_tests
