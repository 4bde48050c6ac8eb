// SPDX-License-Identifier: Apache-2.0
// Names that are not found, or not in time. This program answers for two of them itself, in place of
// the C library, so that no test asks a name server.
#include <array>
#include <chrono>
#include <latch>
#include <memory>
#include <string_view>
#include <thread>

#include <dlfcn.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "tests/unit/api/http_bench.h"

namespace {

// A look-up of "hangs.test" that hangs until it is released.
struct HangingLookUp {
  std::latch asked{1};
  std::latch released{1};
};
// The thread that looks up may outlast its test, and keeps what it needs.
std::shared_ptr<HangingLookUp> look_up;

}  // namespace

extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* name, const char* service,
                                                                  const addrinfo* hints, addrinfo** found) {
  const std::string_view wanted = name == nullptr ? "" : name;
  if (wanted == "missing.test") return EAI_NONAME;
  if (wanted == "hangs.test") {
    const std::shared_ptr<HangingLookUp> mine = look_up;
    mine->asked.count_down();
    mine->released.wait();
    return EAI_AGAIN;
  }
  using Function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "getaddrinfo"))(name, service, hints, found);
}

namespace ozibus::api {
namespace {

class HangingName : public testing::Test {
 protected:
  HangingName() { look_up = std::make_shared<HangingLookUp>(); }
  ~HangingName() override {
    look_up->asked.wait();
    look_up->released.count_down();
  }
};

TEST(HttpName, that_does_not_exist_is_a_failure_that_says_so) {
  HttpBench bench;
  const HttpResult result = bench.post("http://missing.test/v1/send");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Network);
  EXPECT_EQ(result.error().text, "name not found");
  EXPECT_TRUE(result.error().nobody_answered);
  EXPECT_FALSE(result.error().may_have_arrived);
}

TEST(HttpName, of_the_proxy_that_does_not_exist_is_a_failure_that_says_so) {
  HttpBench bench;
  bench.settings.proxy = "http://missing.test:3128";
  const HttpResult result = bench.post("https://127.0.0.1:1/v1/send");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().text, "the proxy's name was not found");
  EXPECT_TRUE(result.error().nobody_answered);
  EXPECT_FALSE(result.error().may_have_arrived);
}

TEST_F(HangingName, is_not_waited_for_beyond_the_time_to_connect) {
  HttpBench bench;
  bench.settings.connect_timeout = std::chrono::milliseconds(300);
  const HttpResult result = bench.post("http://hangs.test/v1/send");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Timeout);
  EXPECT_EQ(result.error().text, "no connection within 300ms");
  EXPECT_TRUE(result.error().nobody_answered);
  EXPECT_FALSE(result.error().may_have_arrived);
}

TEST_F(HangingName, is_not_waited_for_by_whoever_is_gone) {
  std::array<int, 2> fds{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds.data()), 0);
  const base::UniqueFd ours(fds[0]);
  base::UniqueFd theirs(fds[1]);
  HttpBench bench;
  bench.cancel_fd = ours.get();
  const std::jthread peer([&] {
    look_up->asked.wait();
    theirs.reset();
  });
  const HttpResult result = bench.post("http://hangs.test/v1/send");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Cancelled);
}

}  // namespace
}  // namespace ozibus::api
