// SPDX-License-Identifier: Apache-2.0
// What a failed request says besides its reason: whether nobody answered, and whether it may have arrived.
#include <optional>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "tests/unit/api/http_bench.h"

namespace ozibus::api {
namespace {

using fakes::Receive;
using fakes::ReceiveBytes;
using fakes::Reset;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using fakes::SendForever;
using fakes::Silence;
using std::chrono::milliseconds;

const std::string kRecordHead("\x16\x03\x03\x00\x7a", 5);  // of a ServerHello that does not follow

// A port that is taken, so that nobody else gets it meanwhile, and not listened at.
class Nobody {
 public:
  Nobody() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_.get(), generic, size), 0);
    EXPECT_EQ(::getsockname(socket_.get(), generic, &size), 0);
    place_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  [[nodiscard]] const std::string& place() const { return place_; }

 private:
  base::UniqueFd socket_;
  std::string place_;
};

void expect_failure(const HttpResult& result, bool nobody_answered, bool may_have_arrived) {
  ASSERT_FALSE(result) << "HTTP " << result->status;
  EXPECT_EQ(result.error().nobody_answered, nobody_answered) << result.error().text;
  EXPECT_EQ(result.error().may_have_arrived, may_have_arrived) << result.error().text;
}
void expect_unreachable(const HttpResult& result) {
  expect_failure(result, true, false);
}
void expect_unanswered(const HttpResult& result) {
  expect_failure(result, true, true);
}
// A stranger spoke before the request was written, or the fault is ours.
void expect_unwritten(const HttpResult& result) {
  expect_failure(result, false, false);
}
void expect_answered(const HttpResult& result) {
  expect_failure(result, false, true);
}

// Long enough for something to come on a busy machine, or short, since nothing is to come.
enum class Patience { Long, Some, Short };

class HttpSilence : public testing::Test {
 protected:
  HttpSilence() {
    bench_.settings.ca_file = "/etc/ozibus/ca.pem";
    bench_.settings.ca_certificates = authority_.pem();
  }

  HttpResult plain(const Script& script, Patience patience = Patience::Long) {
    return post(server_.emplace(std::vector<Script>{script}).url(), patience);
  }
  // A server without TLS, spoken to with TLS.
  HttpResult handshake(const Script& script, Patience patience = Patience::Long) {
    return post("https" + server_.emplace(std::vector<Script>{script}).url().substr(4), patience);
  }
  HttpResult tls(const fakes::Tls& tls, const Script& script, Patience patience = Patience::Long) {
    return post(server_.emplace(std::vector<Script>{script}, tls).url(), patience);
  }
  HttpResult through_proxy(const Script& script, Patience patience = Patience::Long) {
    bench_.settings.proxy = server_.emplace(std::vector<Script>{script}).url("");
    return post("https://api.test/v1", patience);
  }

  // A proxy that leads to a service, in one.
  HttpResult through_tunnel(const Script& then, Patience patience = Patience::Long) {
    Script script{Receive{}, Send{"HTTP/1.1 200 Connection established\r\n\r\n"}, fakes::StartTls{}};
    script.insert(script.end(), then.begin(), then.end());
    server_.emplace(std::vector<Script>{script}, fakes::Tls{identity_});
    bench_.settings.proxy = "http" + server_->url("").substr(5);
    return post("https://127.0.0.1:443/v1", patience);
  }

  const fakes::Authority authority_;
  const fakes::Identity identity_ = authority_.issue();
  const Nobody nobody_;
  HttpBench bench_;
  std::optional<ScriptedServer> server_;

 private:
  HttpResult post(const std::string& url, Patience patience) {
    if (patience == Patience::Some) bench_.settings.request_timeout = milliseconds(2000);
    if (patience == Patience::Short) bench_.settings.request_timeout = milliseconds(500);
    return bench_.post(url);
  }
};

TEST_F(HttpSilence, is_met_at_a_port_where_nobody_listens) {
  expect_unreachable(bench_.post("http://" + nobody_.place()));
  expect_unreachable(bench_.post("https://" + nobody_.place()));
}

TEST_F(HttpSilence, is_met_at_a_server_that_takes_the_request_and_leaves) {
  expect_unanswered(plain({Receive{}}));
}
TEST_F(HttpSilence, is_met_at_a_server_that_takes_the_request_and_resets) {
  expect_unanswered(plain({Receive{}, Reset{}}));
}
TEST_F(HttpSilence, is_met_at_a_server_that_takes_a_part_of_the_request_and_leaves) {
  expect_unanswered(plain({fakes::ReceiveHead{}}));
}
TEST_F(HttpSilence, is_met_at_a_server_that_takes_the_head_of_a_request_without_body) {
  bench_.body = Secret("");
  expect_unanswered(plain({Receive{}}));
}
TEST_F(HttpSilence, is_met_at_a_server_that_is_silent) {
  expect_unanswered(plain({Receive{}, Silence{}}, Patience::Some));
}
TEST_F(HttpSilence, is_met_when_a_connection_is_closed_as_soon_as_it_is_made) {
  const HttpResult result = plain({});
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().nobody_answered) << result.error().text;
}

TEST_F(HttpSilence, ends_with_the_status_line) {
  expect_answered(plain({Receive{}, Send{"HTTP/1.1 200 OK\r\n"}, Silence{}}, Patience::Some));
  expect_answered(plain({Receive{}, Send{"HTTP/1.1 100 Continue\r\n\r\n"}}));
}
TEST_F(HttpSilence, ends_with_an_answer_that_is_truncated) {
  expect_answered(plain({Receive{}, Send{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"}}));
  expect_answered(plain({Receive{}, Send{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}}));
}
TEST_F(HttpSilence, ends_with_an_answer_that_is_cut_off_by_a_reset) {
  expect_answered(plain({Receive{}, Send{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"}, Reset{}}));
}
TEST_F(HttpSilence, ends_with_an_answer_that_is_too_long) {
  expect_answered(plain({Receive{}, Send{response(200, kSuccess) + "x"}}));
  expect_answered(plain({Receive{}, Send{response(200, std::string(65'537, ' '))}}));
  expect_answered(plain({Receive{}, Send{"HTTP/1.1 200 OK\r\n"}, SendForever{"X-More: and more\r\n"}}));
}
TEST_F(HttpSilence, ends_with_an_answer_that_is_no_http) {
  expect_answered(plain({Receive{}, Send{kSuccess}}));
  expect_answered(plain({Receive{}, Send{"SSH-2.0-OpenSSH_9.2\r\n"}}));
  expect_answered(plain({Receive{}, Send{"HTTP/1.1 hello\r\n\r\n"}}));
}

TEST_F(HttpSilence, is_met_at_a_server_that_leaves_in_the_handshake) {
  expect_unreachable(handshake({ReceiveBytes{}}));
}
TEST_F(HttpSilence, is_met_at_a_server_that_resets_in_the_handshake) {
  expect_unreachable(handshake({ReceiveBytes{}, Reset{}}));
}
TEST_F(HttpSilence, is_met_at_a_server_that_closes_instead_of_the_handshake) {
  expect_unreachable(handshake({}));
}
TEST_F(HttpSilence, is_met_at_a_server_that_is_silent_in_the_handshake) {
  expect_unreachable(handshake({Silence{}}, Patience::Short));
}

TEST_F(HttpSilence, ends_with_the_first_bytes_of_a_handshake_that_fails) {
  expect_unwritten(handshake({ReceiveBytes{}, Send{kRecordHead}}));
}
TEST_F(HttpSilence, ends_with_the_first_bytes_of_a_handshake_that_takes_too_long) {
  expect_unwritten(handshake({ReceiveBytes{}, Send{kRecordHead}, Silence{}}, Patience::Some));
}
TEST_F(HttpSilence, ends_with_what_is_no_tls) {
  expect_unwritten(handshake({ReceiveBytes{}, Send{"SSH-2.0-OpenSSH_9.2\r\n"}}));
  expect_unwritten(handshake({ReceiveBytes{}, Send{"HTTP/1.1 400 Bad Request\r\n\r\n"}, Silence{}}));
}

TEST_F(HttpSilence, ends_with_a_certificate_that_is_not_trusted) {
  const fakes::Identity unknown = fakes::Authority().issue();
  expect_unwritten(tls({unknown}, {Receive{}}));
}
TEST_F(HttpSilence, ends_with_a_certificate_that_has_expired) {
  const fakes::Identity expired = authority_.issue({.days_until_expiry = -1});
  expect_unwritten(tls({expired}, {Receive{}}));
}
TEST_F(HttpSilence, ends_with_a_certificate_of_another_host) {
  const fakes::Identity other = authority_.issue({.alternative_name = "DNS:api.ozibus.com"});
  expect_unwritten(tls({other}, {Receive{}}));
}
TEST_F(HttpSilence, ends_with_a_key_that_is_not_pinned) {
  bench_.settings.pinned_public_key = authority_.issue().pin();
  expect_unwritten(tls({identity_}, {Receive{}}));
}
TEST_F(HttpSilence, ends_with_a_tls_that_is_too_old) {
  expect_unwritten(tls({identity_, TLS1_1_VERSION}, {Receive{}}));
}
TEST_F(HttpSilence, ends_with_a_server_that_wants_a_certificate_of_ours) {
  constexpr int kWanted = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  expect_unwritten(tls({identity_, TLS1_2_VERSION, kWanted}, {Receive{}}));
}
// That server says so when the request is already under way.
TEST_F(HttpSilence, ends_with_a_server_of_tls13_that_wants_a_certificate_of_ours) {
  constexpr int kWanted = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  expect_answered(tls({identity_, TLS1_3_VERSION, kWanted}, {Receive{}}));
}

TEST_F(HttpSilence, is_met_at_a_server_that_proves_itself_and_says_nothing_more) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    HttpBench bench;
    bench.settings = bench_.settings;
    ScriptedServer server({{Receive{}}}, {identity_, version});
    expect_unanswered(bench.post(server.url()));
  }
}
TEST_F(HttpSilence, is_met_at_a_server_that_proves_itself_and_is_late) {
  expect_unanswered(tls({identity_}, {Receive{}, Silence{}}, Patience::Some));
}

TEST_F(HttpSilence, ends_with_the_first_byte_of_an_answer_that_comes_through_tls) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    expect_answered(tls({identity_, version}, {Receive{}, Send{"H"}}));
    expect_answered(tls({identity_, version}, {Receive{}, Send{"H"}, Reset{}}));
    expect_answered(tls({identity_, version}, {Receive{}, Send{"H"}, Silence{}}, Patience::Some));
  }
}

TEST_F(HttpSilence, is_met_at_a_proxys_port_where_nobody_listens) {
  bench_.settings.proxy = "http://" + nobody_.place();
  expect_unreachable(bench_.post("https://api.test/v1"));
}
TEST_F(HttpSilence, is_met_at_a_proxy_that_leaves) {
  expect_unreachable(through_proxy({Receive{}}));
}
TEST_F(HttpSilence, is_met_at_a_proxy_that_is_silent) {
  expect_unreachable(through_proxy({Receive{}, Silence{}}, Patience::Short));
}
TEST_F(HttpSilence, is_met_at_the_end_of_a_tunnel_that_leads_nowhere) {
  const Send tunnel{"HTTP/1.1 200 Connection established\r\n\r\n"};
  expect_unreachable(through_proxy({Receive{}, tunnel, ReceiveBytes{}}));
}
TEST_F(HttpSilence, ends_with_a_stranger_at_the_end_of_a_tunnel) {
  const Send tunnel{"HTTP/1.1 200 Connection established\r\n\r\n"};
  expect_unwritten(through_proxy({Receive{}, tunnel, ReceiveBytes{}, Send{kRecordHead}}));
}
TEST_F(HttpSilence, is_met_behind_a_tunnel_at_a_service_that_says_nothing) {
  expect_unanswered(through_tunnel({Receive{}}));
}
TEST_F(HttpSilence, ends_with_the_status_line_that_comes_through_a_tunnel) {
  expect_answered(through_tunnel({Receive{}, Send{"HTTP/1.1 200 OK\r\n"}, Silence{}}, Patience::Some));
}
TEST_F(HttpSilence, ends_with_a_proxy_that_refuses) {
  expect_unwritten(through_proxy({Receive{}, Send{response(407, "")}}));
}
TEST_F(HttpSilence, ends_with_a_proxy_that_reaches_nobody) {
  expect_unwritten(through_proxy({Receive{}, Send{response(502, "no route")}}));
}
TEST_F(HttpSilence, ends_with_a_proxy_that_is_none) {
  expect_unwritten(through_proxy({Receive{}, Send{"SSH-2.0-OpenSSH_9.2\r\n"}}));
}

TEST_F(HttpSilence, is_met_on_a_kept_connection_that_dies_after_the_request) {
  for (const Repeat repeat : {Repeat::Never, Repeat::Allowed}) {
    HttpBench bench;
    ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}, Receive{}}, {ReceiveBytes{}}});
    ASSERT_TRUE(bench.post(server.url()));
    expect_unanswered(bench.post(server.url(), repeat));
  }
}

TEST_F(HttpSilence, is_no_name_for_a_request_that_was_not_made) {
  const auto over = base::Deadline::after(milliseconds(0));
  expect_unwritten(bench_.post("http://" + nobody_.place(), Repeat::Never, over));
}
TEST_F(HttpSilence, is_no_name_for_our_own_faults) {
  bench_.settings.ca_certificates.clear();
  expect_unwritten(tls({identity_}, {Receive{}}));
}
TEST_F(HttpSilence, is_no_name_for_a_ca_file_that_holds_no_certificate) {
  bench_.settings.ca_certificates = "nonsense";
  expect_unwritten(tls({identity_}, {Receive{}}));
}
TEST_F(HttpSilence, is_no_name_for_a_url_that_is_none) {
  expect_unwritten(bench_.post("file:///etc/passwd"));
}

}  // namespace
}  // namespace ozibus::api
