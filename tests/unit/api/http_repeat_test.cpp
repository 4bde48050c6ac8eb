// SPDX-License-Identifier: Apache-2.0
// A kept connection may die between two requests. What happens to the second one is counted here at
// the server: an order whose body was written is never written again.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/api/http_bench.h"

namespace ozibus::api {
namespace {

using fakes::Receive;
using fakes::ReceiveHead;
using fakes::Reset;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using fakes::Silence;

enum class Scheme { Plain, Tls };

class HttpRepeat : public testing::TestWithParam<Scheme> {
 protected:
  // The first request is answered and the connection kept; then it plays `then`. A second connection
  // answers everything.
  void serve(const Script& then) {
    Script first = {Receive{}, answer_};
    first.insert(first.end(), then.begin(), then.end());
    const std::vector<Script> scripts = {
        first, {Receive{}, answer_, Receive{}, answer_}, {Receive{}, answer_}};
    if (GetParam() == Scheme::Plain) {
      server_.emplace(scripts);
      return;
    }
    bench_.settings.ca_file = "/etc/ozibus/ca.pem";
    bench_.settings.ca_certificates = authority_.pem();
    server_.emplace(scripts, fakes::Tls{identity_});
  }

  HttpResult post(Repeat repeat) { return bench_.post(server_->url(), repeat); }

  void expect_lost_without_repeat() {
    ASSERT_TRUE(post(Repeat::Never));
    const HttpResult second = post(Repeat::Never);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, FailureKind::Network);
    EXPECT_EQ(server_->requests().size(), 2U);
    const HttpResult third = post(Repeat::Never);
    EXPECT_TRUE(third) << "the session is of use after that: " << third.error().text;
  }

  [[nodiscard]] std::size_t bodies() const {
    const auto requests = server_->requests();
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [](const auto& r) { return !r.body.empty(); }));
  }

  const Send answer_{response(200, kSuccess)};
  const fakes::Authority authority_;
  const fakes::Identity identity_ = authority_.issue();
  HttpBench bench_;
  std::optional<ScriptedServer> server_;
};

INSTANTIATE_TEST_SUITE_P(Http, HttpRepeat, testing::Values(Scheme::Plain, Scheme::Tls),
                         [](const auto& test) { return test.param == Scheme::Plain ? "Plain" : "Tls"; });

TEST_P(HttpRepeat, a_connection_that_lives_is_kept) {
  serve({Receive{}, answer_});
  EXPECT_TRUE(post(Repeat::Never));
  EXPECT_TRUE(post(Repeat::Never));
  EXPECT_EQ(server_->connections(), 1U);
  EXPECT_EQ(bodies(), 2U);
}

TEST_P(HttpRepeat, a_connection_that_was_closed_while_idle_is_made_anew_for_an_order) {
  serve({});
  ASSERT_TRUE(post(Repeat::Never));
  server_->wait_until_closed(0);
  EXPECT_TRUE(post(Repeat::Never));
  EXPECT_EQ(server_->connections(), 2U);
  EXPECT_EQ(bodies(), 2U);
}

TEST_P(HttpRepeat, a_connection_that_was_reset_while_idle_is_made_anew_for_an_order) {
  serve({Reset{}});
  ASSERT_TRUE(post(Repeat::Never));
  server_->wait_until_closed(0);
  EXPECT_TRUE(post(Repeat::Never));
  EXPECT_EQ(server_->connections(), 2U);
  EXPECT_EQ(bodies(), 2U);
}

// Whether the body was on its way when the connection died is a race: the order is made once or not
// at all, and it succeeds only if it was answered.
TEST_P(HttpRepeat, an_order_whose_connection_is_closed_at_its_head_is_written_once_at_most) {
  serve({ReceiveHead{}});
  ASSERT_TRUE(post(Repeat::Never));
  const HttpResult second = post(Repeat::Never);
  EXPECT_EQ(bodies(), second ? 2U : 1U);
}

TEST_P(HttpRepeat, an_order_whose_connection_is_reset_at_its_head_is_written_once_at_most) {
  serve({ReceiveHead{}, Reset{}});
  ASSERT_TRUE(post(Repeat::Never));
  const HttpResult second = post(Repeat::Never);
  EXPECT_EQ(bodies(), second ? 2U : 1U);
}

TEST_P(HttpRepeat, an_order_that_was_received_and_answered_by_an_end_is_not_written_again) {
  serve({Receive{}});
  expect_lost_without_repeat();
}

TEST_P(HttpRepeat, an_order_that_was_received_and_answered_by_a_reset_is_not_written_again) {
  serve({Receive{}, Reset{}});
  expect_lost_without_repeat();
}

TEST_P(HttpRepeat, an_order_that_was_lost_says_so) {
  serve({Receive{}});
  ASSERT_TRUE(post(Repeat::Never));
  const HttpResult second = post(Repeat::Never);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().text, "connection lost after the request was written, which is not done twice");
}

TEST_P(HttpRepeat, an_order_on_a_new_connection_is_not_written_again_either) {
  server_.emplace(std::vector<Script>{{Receive{}}, {Receive{}, answer_}});
  EXPECT_FALSE(bench_.post(server_->url(), Repeat::Never));
  EXPECT_EQ(server_->connections(), 1U);
}

TEST_P(HttpRepeat, a_repeatable_request_is_written_once_more_on_a_new_connection) {
  serve({Receive{}});
  ASSERT_TRUE(post(Repeat::Never));
  EXPECT_TRUE(post(Repeat::Allowed));
  EXPECT_EQ(server_->connections(), 2U);
  const auto requests = server_->requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[2].body, requests[1].body);
}

TEST_P(HttpRepeat, a_repeatable_request_leaves_no_way_back_to_the_order_after_it) {
  serve({Receive{}, answer_, Receive{}});
  ASSERT_TRUE(post(Repeat::Never));
  ASSERT_TRUE(post(Repeat::Allowed));
  EXPECT_FALSE(post(Repeat::Never));
  EXPECT_EQ(server_->requests().size(), 3U);
}

// Or what the first server says unasked meanwhile would be its answer when its turn comes again.
TEST_P(HttpRepeat, a_connection_is_not_kept_while_another_server_is_asked) {
  serve({Silence{}});
  ASSERT_TRUE(post(Repeat::Never));
  ScriptedServer other({{Receive{}, answer_, Silence{}}});
  ASSERT_TRUE(bench_.post(other.url(), Repeat::Never));
  server_->wait_until_closed(0);
  EXPECT_TRUE(post(Repeat::Never));
  other.wait_until_closed(0);
  EXPECT_EQ(server_->connections(), 2U);
}

// Some servers say "408 Request Timeout" before they close an idle connection.
TEST_P(HttpRepeat, what_a_server_says_unasked_is_no_answer_to_the_next_request) {
  serve({Receive{}, answer_, Send{response(408, "unasked")}, Silence{}});
  ASSERT_TRUE(post(Repeat::Never));
  static_cast<void>(post(Repeat::Never));  // may be refused as an answer that is too long
  server_->wait_for_steps(0, 5);
  const HttpResult third = post(Repeat::Never);
  ASSERT_TRUE(third) << third.error().text;
  EXPECT_EQ(third->body, kSuccess);
  const HttpResult fourth = post(Repeat::Never);
  ASSERT_TRUE(fourth) << fourth.error().text;
  EXPECT_EQ(fourth->body, kSuccess);
  EXPECT_EQ(server_->connections(), 2U);
  EXPECT_EQ(bodies(), 4U);
}

}  // namespace
}  // namespace ozibus::api
