// SPDX-License-Identifier: Apache-2.0
#include "server/http_front.h"

#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "tests/unit/server/running_server.h"

namespace ozibus::server {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const httplib::Headers kCredentials{
    {"Merchant-Id", "MCH-1"}, {"API-Key", "sk_1"}, {"Authorization", "Bearer sk_1"}};
constexpr const char* kJson = "application/json";
constexpr const char* kSendBody = R"({"to":"+61400000001","channel":"sms"})";

std::string verify_body(const std::string& code) {
  return R"({"to":"+61400000001","otp":")" + code + R"("})";
}

void play_a_login(httplib::Client& client, RunningServer& server) {
  client.set_keep_alive(true);
  const auto sent = client.Post("/v1/send", kCredentials, kSendBody, kJson);
  ASSERT_TRUE(sent) << httplib::to_string(sent.error());
  EXPECT_EQ(sent->status, 200);
  EXPECT_EQ(sent->get_header_value("Content-Type"), kJson);
  EXPECT_EQ(sent->body, R"({"response_code":0,"response_message":"OTP has been successfully sent"})");
  EXPECT_THAT(sent->get_header_value("Set-Cookie"), StartsWith("PHPSESSID="));
  const auto resent = client.Post("/v1/resend_otp", kCredentials, kSendBody, kJson);
  ASSERT_TRUE(resent);
  EXPECT_EQ(resent->status, 200);
  const auto rejected = client.Post("/v1/verify", kCredentials, verify_body("nonsense"), kJson);
  ASSERT_TRUE(rejected);
  EXPECT_EQ(rejected->status, 200);
  EXPECT_EQ(rejected->body, R"({"response_code":20,"response_message":"Request could not be processed"})");
  const auto accepted =
      client.Post("/v1/verify", kCredentials, verify_body(server.phone.messages.back().code), kJson);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->body, R"({"response_code":0,"response_message":"OTP verification successful"})");
  EXPECT_EQ(server.connections_seen(), 1U);
}

base::UniqueFd connected(int port) {
  base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = ListenAddress::parse("127.0.0.1", port);
  EXPECT_EQ(::connect(socket.get(), address->data(), address->size()), 0);
  // Long enough for any machine, and short of the time in which the server gives up by itself.
  const timeval patience{30, 0};
  EXPECT_EQ(::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
  return socket;
}

// Sends these bytes and returns all that comes back until the server closes.
std::string exchange(int port, const std::string& bytes) {
  const base::UniqueFd socket = connected(port);
  EXPECT_EQ(::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(bytes.size()));
  std::string answer;
  char buffer[4096];
  for (;;) {
    const ssize_t got = ::recv(socket.get(), buffer, sizeof buffer, 0);
    EXPECT_FALSE(got < 0 && errno == EAGAIN) << "the server keeps the connection";
    if (got <= 0) return answer;
    answer.append(buffer, static_cast<std::size_t>(got));
  }
}

// One that keeps its connection.
std::unique_ptr<httplib::Client> client_of(const RunningServer& server, Encryption encryption) {
  const std::string scheme = encryption == Encryption::tls ? "https" : "http";
  auto client = std::make_unique<httplib::Client>(scheme + "://127.0.0.1:" + std::to_string(server.port()));
  client->enable_server_certificate_verification(false);
  client->set_keep_alive(true);
  return client;
}

std::size_t count_answers(const std::string& bytes) {
  std::size_t count = 0;
  for (auto at = bytes.find("HTTP/1.1 "); at != std::string::npos; at = bytes.find("HTTP/1.1 ", at + 1))
    ++count;
  return count;
}

std::string with_head(const std::string& head, const std::string& body) {
  return head +
         "\r\nMerchant-Id: MCH-1\r\nAPI-Key: sk_1\r\nAuthorization: Bearer sk_1\r\n"
         "Content-Type: application/json\r\n\r\n" +
         body;
}

TEST(HttpFront, a_login_takes_one_plain_connection) {
  RunningServer server(Encryption::none);
  httplib::Client client("127.0.0.1", server.port());
  play_a_login(client, server);
}

TEST(HttpFront, a_login_takes_one_tls_connection) {
  RunningServer server(Encryption::tls);
  httplib::Client client("https://127.0.0.1:" + std::to_string(server.port()));
  client.set_ca_cert_path(server.certificate().c_str());
  client.enable_server_certificate_verification(true);
  play_a_login(client, server);
}

TEST(HttpFront, old_versions_of_tls_are_refused) {
  RunningServer server(Encryption::tls);
  for (const auto& [version, expected] : {std::pair{TLS1_VERSION, false},
                                          {TLS1_1_VERSION, false},
                                          {TLS1_2_VERSION, true},
                                          {TLS1_3_VERSION, true}}) {
    httplib::SSLClient client("127.0.0.1", server.port());
    client.enable_server_certificate_verification(false);
    SSL_CTX_set_security_level(client.ssl_context(), 0);
    SSL_CTX_set_min_proto_version(client.ssl_context(), version);
    SSL_CTX_set_max_proto_version(client.ssl_context(), version);
    const auto answer = client.Get("/v1/send");
    EXPECT_EQ(static_cast<bool>(answer), expected) << version;
  }
}

TEST(HttpFront, plain_http_on_a_tls_port_gets_nothing) {
  RunningServer server(Encryption::tls);
  EXPECT_EQ(exchange(server.port(), "GET /v1/send HTTP/1.1\r\n\r\n"), "");
}

TEST(HttpFront, refusals_come_as_json_over_a_connection_that_stays) {
  RunningServer server(Encryption::none);
  httplib::Client client("127.0.0.1", server.port());
  client.set_keep_alive(true);
  const auto unauthorized = client.Post("/v1/send", {}, kSendBody, kJson);
  ASSERT_TRUE(unauthorized);
  EXPECT_EQ(unauthorized->status, 401);
  EXPECT_THAT(unauthorized->body, StartsWith(R"({"response_code":40,)"));
  const auto unknown = client.Post("/v1/nothing", kCredentials, kSendBody, kJson);
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->status, 404);
  EXPECT_THAT(unknown->body, StartsWith(R"({"response_code":50,)"));
  const auto wrong_method = client.Get("/v1/send", kCredentials);
  ASSERT_TRUE(wrong_method);
  EXPECT_EQ(wrong_method->status, 405);
  EXPECT_EQ(wrong_method->get_header_value("Allow"), "POST");
  EXPECT_THAT(wrong_method->body, StartsWith(R"({"response_code":51,)"));
  const auto form =
      client.Post("/v1/send", kCredentials, "to=x&channel=sms", "application/x-www-form-urlencoded");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->status, 415);
  const auto sent = client.Post("/v1/send", kCredentials, kSendBody, "application/json; charset=utf-8");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->status, 200);
  EXPECT_EQ(server.connections_seen(), 1U);
}

TEST(HttpFront, a_body_of_16_kib_is_read_and_a_larger_one_refused) {
  RunningServer server(Encryption::none);
  httplib::Client client("127.0.0.1", server.port());
  std::string body = kSendBody;
  body.append(16 * 1024 - body.size(), ' ');
  const auto sent = client.Post("/v1/send", kCredentials, body, kJson);
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->status, 200);
  const auto refused = client.Post("/v1/send", kCredentials, body + " ", kJson);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 413);
  EXPECT_THAT(refused->body, StartsWith(R"({"response_code":31,)"));
}

TEST(HttpFront, a_body_whose_end_is_in_doubt_ends_the_connection) {
  RunningServer server(Encryption::none);
  const std::string hidden = with_head("POST /v1/send HTTP/1.1\r\nContent-Length: 37", kSendBody);
  for (const auto& [head, status] :
       {std::pair{"POST /v1/send HTTP/1.1\r\nTransfer-Encoding: chunked", "411"},
        {"POST /v1/send HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5", "411"},
        {"GET /v1/send HTTP/1.1\r\nTransfer-Encoding: chunked", "411"},
        {"POST /v1/send HTTP/1.1", "411"},
        {"POST /v1/send HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 99", "400"},
        {"POST /v1/send HTTP/1.1\r\nContent-Length: -1", "400"},
        {"POST /v1/send HTTP/1.1\r\nContent-Length: 99999999999999999999", "413"},
        {"POST /v1/send HTTP/1.1\r\nContent-Length: 0\r\nContent-Encoding: br", "415"},
        {"GET /v1/send HTTP/1.1\r\nContent-Length: 5", "400"},
        {"BREW /v1/send HTTP/1.1", "400"}}) {
    const std::string answer = exchange(server.port(), with_head(head, hidden));
    EXPECT_THAT(answer, StartsWith(std::string("HTTP/1.1 ") + status)) << head;
    EXPECT_THAT(answer, HasSubstr(R"({"response_code":3)")) << head;
    EXPECT_EQ(count_answers(answer), 1U) << head;
  }
  EXPECT_TRUE(server.phone.messages.empty());
}

TEST(HttpFront, two_requests_in_one_packet_get_two_answers) {
  RunningServer server(Encryption::none);
  const std::string first = with_head("POST /v1/send HTTP/1.1\r\nContent-Length: 37", kSendBody);
  const std::string last =
      with_head("POST /v1/send HTTP/1.1\r\nConnection: close\r\nContent-Length: 37", kSendBody);
  EXPECT_EQ(count_answers(exchange(server.port(), first + last)), 2U);
  EXPECT_EQ(server.phone.messages.size(), 2U);
}

TEST(HttpFront, an_endless_head_is_cut_off) {
  RunningServer server(Encryption::none);
  std::string head = "GET /v1/send HTTP/1.1\r\n";
  while (head.size() < 60'000)
    head += "X: " + std::string(100, 'x') + "\r\n";
  EXPECT_EQ(exchange(server.port(), head + "\r\n"), "");
  EXPECT_EQ(exchange(server.port(), "GET /" + std::string(60'000, 'a')), "");
}

TEST(HttpFront, an_idle_connection_is_closed_and_the_client_comes_back) {
  RunningServer server(Encryption::none, {std::chrono::seconds(2), 8});
  // Returns only because the server closes the connection.
  const std::string answer =
      exchange(server.port(), with_head("POST /v1/send HTTP/1.1\r\nContent-Length: 37", kSendBody));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  httplib::Client client("127.0.0.1", server.port());
  const auto accepted =
      client.Post("/v1/verify", kCredentials, verify_body(server.phone.messages.back().code), kJson);
  ASSERT_TRUE(accepted);
  EXPECT_THAT(accepted->body, HasSubstr("OTP verification successful"));
}

TEST(HttpFront, silent_clients_do_not_hold_up_others) {
  RunningServer server(Encryption::none, {std::chrono::seconds(60), 4});
  std::vector<base::UniqueFd> silent;
  const auto address = ListenAddress::parse("127.0.0.1", server.port());
  for (int i = 0; i < 3; ++i) {
    silent.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ASSERT_EQ(::connect(silent.back().get(), address->data(), address->size()), 0);
    ASSERT_EQ(::send(silent.back().get(), "POST", 4, MSG_NOSIGNAL), 4);
  }
  httplib::Client client("127.0.0.1", server.port());
  const auto sent = client.Post("/v1/send", kCredentials, kSendBody, kJson);
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->status, 200);
}

TEST(HttpFront, one_connection_too_many_is_turned_away) {
  RunningServer server(Encryption::none, {std::chrono::seconds(60), 1});
  httplib::Client first("127.0.0.1", server.port());
  first.set_keep_alive(true);
  ASSERT_TRUE(first.Post("/v1/send", kCredentials, kSendBody, kJson));
  EXPECT_EQ(exchange(server.port(), ""), "");
  EXPECT_TRUE(first.Post("/v1/send", kCredentials, kSendBody, kJson));
  EXPECT_EQ(server.connections_seen(), 1U);
}

TEST(HttpFront, who_is_no_merchant_is_not_waited_for_as_one) {
  RunningServer server(Encryption::none, {std::chrono::hours(1), 8, std::chrono::milliseconds(100)});
  for (const char* head : {"GET /v1/send HTTP/1.1\r\n\r\n", "GET /nothing HTTP/1.1\r\n\r\n",
                           "POST /v1/send HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"}) {
    // Returns only because the server closes the connection.
    EXPECT_THAT(exchange(server.port(), head), StartsWith("HTTP/1.1 40")) << head;
  }
}

// A client that says this, reads its answer to the end of the body if there is one, and stays.
base::UniqueFd stay(int port, const std::string& request, const std::string& answer_end) {
  base::UniqueFd socket = connected(port);
  EXPECT_EQ(::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(request.size()));
  std::string answer;
  while (!answer.ends_with(answer_end)) {
    char byte = 0;
    if (::recv(socket.get(), &byte, 1, 0) != 1) break;
    answer += byte;
  }
  EXPECT_TRUE(answer.ends_with(answer_end)) << answer;
  return socket;
}

bool is_over(const base::UniqueFd& socket) {
  char byte = 0;
  ssize_t got = 1;
  while (got > 0)
    got = ::recv(socket.get(), &byte, 1, 0);
  return got == 0;
}

// How many of these clients, who say nothing, the server has hung up on, once it is so many.
int await_ends(const std::vector<const base::UniqueFd*>& clients, int count) {
  constexpr int kPatienceMs = 30'000;
  std::vector<pollfd> sockets;
  for (const base::UniqueFd* client : clients)
    sockets.push_back({client->get(), POLLIN, 0});
  int ended = 0;
  for (;;) {
    for (pollfd& socket : sockets) {
      char byte = 0;
      if (socket.fd < 0 || ::recv(socket.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0) continue;
      socket.fd = -1;  // poll(2) passes over it
      ++ended;
    }
    if (ended >= count || ::poll(sockets.data(), sockets.size(), kPatienceMs) == 0) return ended;
  }
}

TEST(HttpFront, strangers_make_room_for_who_comes_next_and_merchants_do_not) {
  for (const Encryption encryption : {Encryption::none, Encryption::tls}) {
    RunningServer server(encryption, {std::chrono::hours(1), 3, std::chrono::hours(1)});
    const auto client = client_of(server, encryption);
    ASSERT_TRUE(client->Post("/v1/send", kCredentials, kSendBody, kJson));
    const base::UniqueFd one = connected(server.port());
    const base::UniqueFd other = connected(server.port());
    const base::UniqueFd one_more = connected(server.port());
    EXPECT_EQ(await_ends({&one, &other}, 1), 1);
    const auto next = client_of(server, encryption);
    ASSERT_TRUE(next->Post("/v1/send", kCredentials, kSendBody, kJson));
    EXPECT_EQ(await_ends({&one, &other, &one_more}, 2), 2);
    ASSERT_TRUE(client->Post("/v1/send", kCredentials, kSendBody, kJson));
    EXPECT_EQ(server.connections_seen(), 2U);
  }
}

// Or a client that is about to say who it is would never come to it.
TEST(HttpFront, a_flood_does_not_drive_out_everybody_who_was_there_before) {
  constexpr int kPlaces = 64;
  RunningServer server(Encryption::none, {std::chrono::hours(1), kPlaces, std::chrono::hours(1)});
  std::vector<base::UniqueFd> before;
  std::vector<base::UniqueFd> flood;
  for (int i = 0; i < kPlaces; ++i)
    before.push_back(connected(server.port()));
  for (int i = 0; i < kPlaces; ++i)
    flood.push_back(connected(server.port()));
  std::vector<const base::UniqueFd*> all;
  for (const auto* some : {&before, &flood}) {
    for (const base::UniqueFd& socket : *some)
      all.push_back(&socket);
  }
  ASSERT_EQ(await_ends(all, kPlaces), kPlaces);
  all.resize(kPlaces);
  // On average 23 of them are still there; that none is happens once in 10^26 times.
  EXPECT_LT(await_ends(all, 0), kPlaces);
}

TEST(HttpFront, an_answered_stranger_is_one_still) {
  RunningServer server(Encryption::none, {std::chrono::hours(1), 1, std::chrono::hours(1)});
  const base::UniqueFd stranger = stay(server.port(), "GET /nothing HTTP/1.1\r\n\r\n", "}");
  httplib::Client client("127.0.0.1", server.port());
  ASSERT_TRUE(client.Post("/v1/send", kCredentials, kSendBody, kJson));
  EXPECT_TRUE(is_over(stranger));
}

TEST(HttpFront, stopping_does_not_wait_for_idle_connections) {
  RunningServer server(Encryption::tls, {std::chrono::hours(1), 8});
  httplib::SSLClient client("127.0.0.1", server.port());
  client.enable_server_certificate_verification(false);
  client.set_keep_alive(true);
  ASSERT_TRUE(client.Get("/v1/send", kCredentials));
  server.stop();  // would take an hour
}

}  // namespace
}  // namespace ozibus::server
