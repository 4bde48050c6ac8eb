// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/http_bench.h"

namespace ozibus::api {
namespace {

using fakes::Receive;
using fakes::Reset;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using fakes::SendForever;
using fakes::Silence;
using testing::HasSubstr;

HttpResult result_of(const Script& script) {
  ScriptedServer server({script});
  HttpBench bench;
  return bench.post(server.url());
}

HttpFailure failure_of(const Script& script) {
  const HttpResult result = result_of(script);
  EXPECT_FALSE(result) << "HTTP " << result->status << ": " << result->body;
  return result ? HttpFailure{} : result.error();
}

TEST(HttpAnswer, has_the_date_of_the_other_side) {
  const auto result =
      result_of({Receive{}, Send{response(200, kSuccess, "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n")}});
  ASSERT_TRUE(result);
  EXPECT_THAT(result->date, testing::StartsWith("Sun, 06 Nov 1994 08:49:37 GMT"));
}

TEST(HttpAnswer, has_no_more_of_a_date_than_a_date_can_be) {
  const auto result =
      result_of({Receive{}, Send{response(200, kSuccess, "Date: " + std::string(1000, 'x') + "\r\n")}});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->date, std::string(32, 'x'));
}

TEST(HttpAnswer, has_no_date_of_an_answer_before_it) {
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess, "Date: long ago\r\n")}, Receive{},
                          Send{response(200, kSuccess)}}});
  HttpBench bench;
  ASSERT_TRUE(bench.post(server.url()));
  const auto second = bench.post(server.url());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->date, "");
}

TEST(HttpRequest, carries_the_four_headers_and_the_body) {
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}}});
  HttpBench bench;
  ASSERT_TRUE(bench.post(server.url("/v1/send")));
  ASSERT_EQ(server.requests().size(), 1U);
  const fakes::Request request = server.requests().front();
  EXPECT_EQ(request.line(), "POST /v1/send HTTP/1.1");
  EXPECT_EQ(request.header("Merchant-Id"), "MCH-1");
  EXPECT_EQ(request.header("API-Key"), "sk_secret_key");
  EXPECT_EQ(request.header("Authorization"), "Bearer secret-bearer");
  EXPECT_EQ(request.header("Content-Type"), "application/json");
  EXPECT_THAT(request.header("User-Agent"), testing::MatchesRegex("pam_ozibus/[0-9.]+"));
  EXPECT_EQ(request.header("Accept-Encoding"), "");
  EXPECT_EQ(request.header("Expect"), "");
  EXPECT_EQ(request.header("Transfer-Encoding"), "");
  EXPECT_EQ(request.body, bench.body.reveal());
}

TEST(HttpAnswer, is_given_with_status_and_body) {
  const HttpResult result = result_of({Receive{}, Send{response(422, kSuccess)}});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->status, 422);
  EXPECT_EQ(result->body, kSuccess);
  EXPECT_EQ(result->retry_after, std::nullopt);
}

TEST(HttpAnswer, gives_its_length_once) {
  for (const char* lengths : {"Content-Length: 400\r\nContent-Length: 20\r\n", "Content-Length: 20, 400\r\n",
                              "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"}) {
    const auto failure =
        failure_of({Receive{}, Send{std::string("HTTP/1.1 200 OK\r\n") + lengths + "\r\n" + kSuccess}});
    EXPECT_THAT(failure.text, HasSubstr("length more than once")) << lengths;
    EXPECT_FALSE(failure.nobody_answered);
  }
}

TEST(HttpAnswer, may_come_in_chunks) {
  const HttpResult result = result_of(
      {Receive{},
       Send{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"}});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->body, "abcde");
}

TEST(HttpAnswer, of_a204_has_no_body_whatever_follows) {
  const HttpResult result = result_of({Receive{}, Send{"HTTP/1.1 204 No Content\r\n\r\n" + kSuccess}});
  if (result) {
    EXPECT_EQ(result->status, 204);
    EXPECT_EQ(result->body, "");
  }
}

TEST(HttpAnswer, that_is_a_redirect_is_not_followed) {
  ScriptedServer other({{Receive{}, Send{response(200, kSuccess)}}});
  ScriptedServer server({{Receive{}, Send{response(302, "", "Location: " + other.url() + "\r\n")}}});
  HttpBench bench;
  const HttpResult result = bench.post(server.url());
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->status, 302);
  EXPECT_EQ(other.connections(), 0U);
}

TEST(HttpAnswer, tells_how_long_to_wait_in_seconds_or_by_a_date) {
  const auto wait = [](const std::string& value) {
    const HttpResult result =
        result_of({Receive{}, Send{response(429, "", "Retry-After: " + value + "\r\n")}});
    return result ? result->retry_after : std::nullopt;
  };
  EXPECT_EQ(wait("7"), std::chrono::seconds(7));
  EXPECT_EQ(wait("Fri, 01 Jan 2100 00:00:00 GMT"), std::chrono::hours(24));  // no login waits for that
  EXPECT_EQ(wait("Sat, 01 Jan 2000 00:00:00 GMT"), std::nullopt);
  EXPECT_EQ(wait("99999999999"), std::chrono::hours(24));
  EXPECT_EQ(wait("-1"), std::nullopt);
  EXPECT_EQ(wait("soon"), std::nullopt);
}

TEST(HttpAnswer, that_is_truncated_is_a_failure) {
  const std::string whole = response(200, kSuccess);
  EXPECT_EQ(failure_of({Receive{}, Send{whole.substr(0, whole.size() - 1)}}).kind, FailureKind::Network);
  EXPECT_EQ(
      failure_of({Receive{}, Send{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}}).kind,
      FailureKind::Network);
}

TEST(HttpAnswer, that_is_truncated_in_its_head_has_no_body) {
  const HttpResult result = result_of({Receive{}, Send{"HTTP/1.1 200 OK\r\nContent-Le"}});
  EXPECT_TRUE(!result || result->body.empty());
}

TEST(HttpAnswer, that_is_longer_than_it_says_is_a_failure) {
  const HttpFailure failure = failure_of({Receive{}, Send{response(200, kSuccess) + "x"}});
  EXPECT_EQ(failure.kind, FailureKind::Network);
  EXPECT_THAT(failure.text, HasSubstr("longer than its Content-Length"));
}

TEST(HttpAnswer, may_have64_ki_b_and_not_more) {
  const HttpResult whole = result_of({Receive{}, Send{response(200, std::string(65'536, ' '))}});
  ASSERT_TRUE(whole) << whole.error().text;
  EXPECT_EQ(whole->body.size(), 65'536U);
  const HttpFailure failure = failure_of({Receive{}, Send{response(200, std::string(65'537, ' '))}});
  EXPECT_EQ(failure.kind, FailureKind::Network);
  EXPECT_THAT(failure.text, HasSubstr("64 KiB"));
}

TEST(HttpAnswer, that_never_ends_is_cut_off) {
  EXPECT_THAT(
      failure_of({Receive{}, Send{"HTTP/1.1 200 OK\r\n\r\n"}, SendForever{std::string(1000, 'x')}}).text,
      HasSubstr("answer longer than 64 KiB"));
  EXPECT_THAT(failure_of({Receive{}, Send{"HTTP/1.1 200 OK\r\n"}, SendForever{"X-More: and more\r\n"}}).text,
              HasSubstr("headers longer than 64 KiB"));
  EXPECT_THAT(failure_of({Receive{}, SendForever{"HTTP/1.1 100 Continue\r\n\r\n"}}).text,
              HasSubstr("headers longer than 64 KiB"));
  EXPECT_EQ(failure_of({Receive{}, Send{"HTTP/1.1 200 OK\r\nX: "}, SendForever{"xxxxxxxx"}}).kind,
            FailureKind::Network);
}

TEST(HttpAnswer, that_is_no_http_is_a_failure) {
  EXPECT_EQ(failure_of({Receive{}, Send{kSuccess}}).kind, FailureKind::Network);  // as HTTP/0.9 had it
  EXPECT_EQ(failure_of({Receive{}, Send{"SSH-2.0-OpenSSH_9.2\r\n"}}).kind, FailureKind::Network);
}

TEST(HttpAnswer, that_does_not_come_is_a_failure) {
  EXPECT_EQ(failure_of({Receive{}}).kind, FailureKind::Network);
  EXPECT_EQ(failure_of({Receive{}, Reset{}}).kind, FailureKind::Network);
  EXPECT_EQ(failure_of({}).kind, FailureKind::Network);
}

TEST(HttpAnswer, that_is_packed_is_not_unpacked) {
  const HttpResult result =
      result_of({Receive{}, Send{response(200, "packed", "Content-Encoding: gzip\r\n")}});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->body, "packed");
}

TEST(HttpAnswer, that_is_late_is_a_timeout) {
  ScriptedServer server({{Receive{}, Silence{}}});
  HttpBench bench;
  bench.settings.request_timeout = std::chrono::milliseconds(1500);
  const HttpResult result = bench.post(server.url());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Timeout);
  EXPECT_EQ(result.error().text, "no answer within 1500ms");
}

TEST(HttpAnswer, that_comes_in_drops_is_a_timeout_too) {
  ScriptedServer server({{Receive{}, Send{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"}, Silence{}}});
  HttpBench bench;
  bench.settings.request_timeout = std::chrono::milliseconds(1500);
  const HttpResult result = bench.post(server.url());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Timeout);
}

TEST(HttpAnswer, is_not_waited_for_beyond_the_deadline) {
  ScriptedServer server({{Receive{}, Silence{}}});
  HttpBench bench;
  const HttpResult result =
      bench.post(server.url(), Repeat::Never, base::Deadline::after(std::chrono::milliseconds(300)));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Timeout);
}

TEST(HttpRequest, is_not_made_after_the_deadline) {
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}}});
  HttpBench bench;
  const HttpResult result =
      bench.post(server.url(), Repeat::Never, base::Deadline::after(std::chrono::milliseconds(0)));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Timeout);
  EXPECT_EQ(server.connections(), 0U);
}

TEST(HttpConnection, that_is_refused_is_a_failure_that_says_so) {
  std::string url;
  {
    const ScriptedServer gone({});
    url = gone.url();
  }
  HttpBench bench;
  const HttpResult result = bench.post(url);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Network);
  EXPECT_EQ(result.error().text, "cannot connect: Connection refused");
}

TEST(HttpConnection, is_made_by_http_or_https_only) {
  HttpBench bench;
  const HttpResult result = bench.post("file:///etc/passwd");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Network);
}

}  // namespace
}  // namespace ozibus::api
