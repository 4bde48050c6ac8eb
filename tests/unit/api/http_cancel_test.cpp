// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "tests/unit/api/http_bench.h"

namespace ozibus::api {
namespace {

using fakes::Receive;
using fakes::response;
using fakes::ScriptedServer;
using fakes::Send;
using fakes::Silence;

struct Pair {
  base::UniqueFd ours, theirs;
};
Pair seqpacket_pair() {
  std::array<int, 2> fds{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds.data()), 0);
  return {base::UniqueFd(fds[0]), base::UniqueFd(fds[1])};
}
Pair pipe_pair() {
  std::array<int, 2> fds{};
  EXPECT_EQ(::pipe(fds.data()), 0);
  return {base::UniqueFd(fds[0]), base::UniqueFd(fds[1])};
}

void expect_cancelled(const HttpResult& result) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Cancelled) << result.error().text;
  EXPECT_FALSE(result.error().nobody_answered);
}

// The server is silent once it has the second request, and the time limit far away: only the descriptor
// can end that request. (On a new connection libcurl has a timer of its own that would wake it.)
template <typename End>
HttpResult result_when(Pair& pair, End end) {
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}, Receive{}, Silence{}}});
  HttpBench bench;
  bench.cancel_fd = pair.ours.get();
  EXPECT_TRUE(bench.post(server.url()));
  const std::jthread peer([&] {
    server.wait_for_steps(0, 3);
    end(pair.theirs);
  });
  return bench.post(server.url());
}

TEST(HttpCancel, ends_a_request_when_the_peer_of_a_seqpacket_socket_is_gone) {
  Pair pair = seqpacket_pair();
  const HttpResult result = result_when(pair, [](base::UniqueFd& peer) { peer.reset(); });
  expect_cancelled(result);
  EXPECT_TRUE(result.error().may_have_arrived);
}

TEST(HttpCancel, ends_a_request_when_the_other_end_of_a_pipe_is_gone) {
  Pair pair = pipe_pair();
  expect_cancelled(result_when(pair, [](base::UniqueFd& peer) { peer.reset(); }));
}

TEST(HttpCancel, ends_a_request_when_the_peer_speaks) {
  Pair pair = seqpacket_pair();
  expect_cancelled(
      result_when(pair, [](base::UniqueFd& peer) { EXPECT_EQ(::write(peer.get(), "x", 1), 1); }));
}

TEST(HttpCancel, keeps_a_request_from_being_made_at_all) {
  Pair pair = seqpacket_pair();
  pair.theirs.reset();
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}}});
  HttpBench bench;
  bench.cancel_fd = pair.ours.get();
  const HttpResult result = bench.post(server.url());
  expect_cancelled(result);
  EXPECT_FALSE(result.error().may_have_arrived);
  EXPECT_EQ(server.connections(), 0U);
}

TEST(HttpCancel, does_nothing_as_long_as_the_peer_is_there_and_quiet) {
  const Pair pair = seqpacket_pair();
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}}});
  HttpBench bench;
  bench.cancel_fd = pair.ours.get();
  EXPECT_TRUE(bench.post(server.url()));
}

}  // namespace
}  // namespace ozibus::api
