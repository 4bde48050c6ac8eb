// SPDX-License-Identifier: Apache-2.0
// Client and HttpSession together, against a server that does what the test says.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "helper/api/client.h"
#include "tests/fakes/fake_purse.h"
#include "tests/unit/api/http_bench.h"

namespace ozibus::api {
namespace {

using fakes::Receive;
using fakes::Reset;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using fakes::Silence;

class OneLogin : public testing::Test {
 protected:
  Outcome send() { return client().send(to_, purse_, far_deadline()); }
  Outcome resend() { return client().resend(to_, purse_, far_deadline()); }
  Outcome verify() { return client().verify(to_, Secret("123456"), far_deadline()); }

  Client& client() {
    if (!client_) {
      session_.emplace(settings_, credentials_);
      client_.emplace(settings_, credentials_, *session_,
                      [this](const std::string& line) { warnings_.push_back(line); });
    }
    return *client_;
  }

  Settings settings_;
  Credentials credentials_ = test_credentials();
  contacts::Contact to_ = contacts::Contact::parse("+61400000001").value();
  fakes::FakePurse purse_;
  std::vector<std::string> warnings_;
  std::optional<HttpSession> session_;
  std::optional<Client> client_;
};

TEST_F(OneLogin, has_one_tls_connection_and_gives_its_cookie_back) {
  const fakes::Authority authority;
  const fakes::Identity identity = authority.issue();
  const Send answer{response(200, kSuccess)};
  const Send with_cookie{response(200, kSuccess, "Set-Cookie: PHPSESSID=abc123; path=/; Secure\r\n")};
  ScriptedServer server({{Receive{}, with_cookie, Receive{}, answer, Receive{}, answer}}, {identity});
  settings_.base_urls = {server.url()};
  settings_.ca_file = "/etc/ozibus/ca.pem";
  settings_.ca_certificates = authority.pem();

  EXPECT_EQ(send().meaning, Meaning::Success);
  EXPECT_EQ(resend().meaning, Meaning::Success);
  EXPECT_EQ(verify().meaning, Meaning::Success);

  EXPECT_EQ(server.connections(), 1U);
  EXPECT_EQ(server.handshakes(), 1U);
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].line(), "POST /v1/send HTTP/1.1");
  EXPECT_EQ(requests[0].header("Cookie"), "");
  EXPECT_EQ(requests[1].line(), "POST /v1/resend_otp HTTP/1.1");
  EXPECT_EQ(requests[1].header("Cookie"), "PHPSESSID=abc123");
  EXPECT_EQ(requests[2].line(), "POST /v1/verify HTTP/1.1");
  EXPECT_EQ(requests[2].header("Cookie"), "PHPSESSID=abc123");
  EXPECT_THAT(warnings_, testing::IsEmpty());
}

TEST_F(OneLogin, goes_on_elsewhere_when_the_first_base_url_is_down) {
  std::string gone;
  {
    const ScriptedServer closed({});
    gone = closed.url();
  }
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}}});
  settings_.base_urls = {gone, server.url()};
  EXPECT_EQ(send().meaning, Meaning::Success);
  EXPECT_THAT(warnings_, testing::ElementsAre(gone + "/send: cannot connect: Connection refused; " +
                                              server.url() + " served instead"));
  EXPECT_THAT(purse_.events, testing::ElementsAre("paid for 0", "given back", "paid for 1"));
}

TEST_F(OneLogin, costs_nothing_and_is_met_by_silence_when_no_base_url_is_up) {
  settings_.base_urls.clear();
  for (int i = 0; i < 2; ++i) {
    const ScriptedServer closed({});
    settings_.base_urls.push_back(closed.url());
  }
  const Outcome outcome = send();
  EXPECT_EQ(outcome.meaning, Meaning::Outage);
  EXPECT_TRUE(outcome.nobody_answered);
  EXPECT_FALSE(outcome.may_have_arrived);
  EXPECT_THAT(purse_.events, testing::ElementsAre("paid for 0", "given back", "paid for 1", "given back"));
}

TEST_F(OneLogin, an_order_that_was_received_and_not_answered_is_made_elsewhere_and_not_there_again) {
  ScriptedServer first({{Receive{}, Reset{}}, {Receive{}, Send{response(200, kSuccess)}}});
  ScriptedServer second({{Receive{}, Send{response(200, kSuccess)}}});
  settings_.base_urls = {first.url(), second.url()};
  EXPECT_EQ(send().meaning, Meaning::Success);
  EXPECT_EQ(first.requests().size(), 1U);
  EXPECT_EQ(second.requests().size(), 1U);
  EXPECT_THAT(purse_.events, testing::ElementsAre("paid for 0", "paid for 1"));
}

TEST_F(OneLogin, survives_a_server_that_drops_its_idle_connection) {
  const Script once = {Receive{}, Send{response(200, kSuccess)}};
  ScriptedServer server({once, once});
  settings_.base_urls = {server.url()};
  ASSERT_EQ(send().meaning, Meaning::Success);
  server.wait_until_closed(0);
  EXPECT_EQ(verify().meaning, Meaning::Success);
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_THAT(warnings_, testing::IsEmpty());
}

// No answer that is not exactly a success may be one, from the socket to the meaning.
class NoSuccess : public OneLogin, public testing::WithParamInterface<std::string> {};

TEST_P(NoSuccess, is_an_outage_to_every_call) {
  const Script bad = {Receive{}, Send{GetParam()}};
  ScriptedServer server({bad, bad, bad, bad});
  settings_.base_urls = {server.url()};
  EXPECT_EQ(send().meaning, Meaning::Outage);
  server.wait_until_closed(0);
  EXPECT_EQ(resend().meaning, Meaning::Outage);
  server.wait_until_closed(1);
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(verify().meaning, Meaning::Outage);
}

INSTANTIATE_TEST_SUITE_P(
    Answers, NoSuccess,
    testing::Values(response(200, ""), response(200, R"({"response_code":"0"})"),
                    response(200, R"({"response_code":0.0})"), response(200, R"({"response_code":false})"),
                    response(200, R"({"response_code":null})"), response(200, R"([{"response_code":0}])"),
                    response(200, R"({"response_code":0,"response_code":0})"),
                    response(200, kSuccess + "trailing"), response(200, kSuccess) + "trailing",
                    response(200, kSuccess + std::string("\0", 1)), response(302, kSuccess),
                    response(304, ""), response(500, kSuccess), response(503, kSuccess),
                    "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n" + kSuccess,
                    "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + kSuccess,
                    "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + kSuccess, kSuccess,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + kSuccess,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n{\"response_code\":0}"));

}  // namespace
}  // namespace ozibus::api
