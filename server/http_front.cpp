// SPDX-License-Identifier: Apache-2.0
#include "server/http_front.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>

#include <httplib.h>

#include "base/deadline.h"
#include "server/connection.h"
#include "server/guests.h"

namespace ozibus::server {
namespace {

using std::chrono::seconds;

constexpr std::size_t kBodyLimit = 16 * 1024;
constexpr std::size_t kRequestLimit = kBodyLimit + 32 * 1024;  // with its head
constexpr std::size_t kRequestsPerConnection = 1000;

// The library reads and writes through this; deadlines and limits are the connection's.
class HttpStream final : public httplib::Stream {
 public:
  explicit HttpStream(Connection& connection) : connection_(connection), peer_(connection.peer()) {}
  bool is_readable() const override { return connection_.is_readable(); }
  bool is_writable() const override { return !connection_.is_broken(); }
  ssize_t read(char* out, std::size_t size) override { return connection_.read(out, size); }
  ssize_t write(const char* bytes, std::size_t size) override { return connection_.write(bytes, size); }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = peer_.host;
    port = peer_.port;
  }
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return connection_.socket(); }

 private:
  Connection& connection_;
  Endpoint peer_;
};

// Where a body ends must be beyond doubt, and known before it is read: one Content-Length, within
// the limit, and no encoding. Otherwise the HTTP status of the refusal, after which the connection
// is closed, because nobody can tell where the next request begins.
std::optional<int> framing_refusal(const httplib::Request& request) {
  if (request.has_header("Content-Encoding")) return 415;
  if (request.has_header("Transfer-Encoding")) return 411;
  const std::size_t lengths = request.get_header_value_count("Content-Length");
  if (lengths == 0) return request.method == "POST" ? std::optional(411) : std::nullopt;
  const std::string length = request.get_header_value("Content-Length");
  const bool is_number =
      !length.empty() && std::ranges::all_of(length, [](char c) { return c >= '0' && c <= '9'; });
  if (lengths > 1 || !is_number) return 400;
  if (length.size() > std::to_string(kBodyLimit).size() || std::stoul(length) > kBodyLimit) return 413;
  if (request.method != "POST" && std::stoul(length) > 0) return 400;
  return std::nullopt;
}

Request request_of(const httplib::Request& from) {
  Request request;
  request.method = from.method;
  request.path = from.path;
  request.merchant_id = from.get_header_value("Merchant-Id");
  request.api_key = from.get_header_value("API-Key");
  request.authorization = from.get_header_value("Authorization");
  request.content_type = from.get_header_value("Content-Type");
  request.cookie = from.get_header_value("Cookie");
  request.body = from.body;
  return request;
}

}  // namespace

class HttpFront::Http : private httplib::Server {
 public:
  Http(FrontSettings settings, std::optional<TlsContext> tls, Service& service, AccessLog& access_log);
  void run(const Listener& listener, int stop_fd);

 private:
  void serve(Guest& guest, int stop_fd);
  [[nodiscard]] bool serve_request(Connection& connection, std::size_t number, Guest& guest);
  [[nodiscard]] HandlerResponse answer_without_body(const httplib::Request& from, httplib::Response& to);
  void answer(const httplib::Request& from, httplib::Response& to);
  void write(const httplib::Request& from, const Request& request, const Answer& answer,
             httplib::Response& to);

  FrontSettings settings_;
  std::optional<TlsContext> tls_;
  Service& service_;
  AccessLog& access_log_;
  Guests guests_;
};

HttpFront::Http::Http(FrontSettings settings, std::optional<TlsContext> tls, Service& service,
                      AccessLog& access_log)
    : settings_(settings),
      tls_(std::move(tls)),
      service_(service),
      access_log_(access_log),
      guests_(static_cast<std::size_t>(settings.connections)) {
  set_keep_alive_timeout(std::chrono::floor<seconds>(settings_.keep_alive).count());
  set_keep_alive_max_count(kRequestsPerConnection);
  set_payload_max_length(kBodyLimit);
  set_pre_routing_handler([this](const auto& from, auto& to) { return answer_without_body(from, to); });
  for (const char* path : {"/v1/send", "/v1/get_otp", "/v1/resend_otp", "/v1/verify"}) {
    Post(path, [this](const httplib::Request& from, httplib::Response& to) { answer(from, to); });
  }
  // The library's own refusals, of a request line that can't be read or a path it does not know,
  // have no body yet.
  set_error_handler([this](const httplib::Request& from, httplib::Response& to) {
    if (to.body.empty()) write(from, request_of(from), refusal(to.status), to);
  });
  // Its own words for an exception would put the exception's text into a header.
  set_exception_handler(
      [](const httplib::Request&, httplib::Response& to, const std::exception_ptr&) { to.status = 500; });
}

void HttpFront::Http::run(const Listener& listener, int stop_fd) {
  httplib::ThreadPool threads(static_cast<std::size_t>(settings_.connections));
  listener.run(stop_fd, [&](base::UniqueFd socket) {
    const auto guest = guests_.welcome(std::move(socket));
    if (!guest) return;
    threads.enqueue([this, guest, stop_fd] {
      try {
        serve(*guest, stop_fd);
      } catch (const std::exception& error) {
        // One connection's end must not be everybody's.
        (void)std::fprintf(stderr, "ozibus-server: %s\n", error.what());
      }
      guests_.leave(guest);
    });
  });
  threads.shutdown();
}

void HttpFront::Http::serve(Guest& guest, int stop_fd) {
  SslPtr ssl = tls_ ? tls_->session(guest.socket()) : nullptr;
  if (tls_ && !ssl) return;
  Connection connection(guest.socket(), std::move(ssl));
  if (!connection.open(base::Deadline::after(settings_.request_time))) return;
  for (std::size_t number = 1;; ++number) {
    // Only a merchant may be in the middle of a login, and is given the time of somebody who types.
    const auto patience = guest.is_known() ? settings_.keep_alive : settings_.request_time;
    if (!connection.wait_for_request(stop_fd, base::Deadline::after(patience))) break;
    connection.allow(kRequestLimit, base::Deadline::after(settings_.request_time));
    if (!serve_request(connection, number, guest)) break;
  }
  connection.close();
}

// True when another request may follow on this connection.
bool HttpFront::Http::serve_request(Connection& connection, std::size_t number, Guest& guest) {
  const bool last = number >= kRequestsPerConnection;
  bool client_closes = false;
  bool ends_here = true;  // stays so when the head could not be read: nobody knows where the next begins
  HttpStream stream(connection);
  const bool answered = process_request(stream, last, client_closes, [&](httplib::Request& request) {
    // Neither has a meaning for answers of a hundred bytes.
    request.ranges.clear();
    request.headers.erase("Accept-Encoding");
    // The library would take forms apart, with regular expressions that recurse for each byte.
    if (!is_json(request.get_header_value("Content-Type"))) request.headers.erase("Content-Type");
    if (service_.admits(request_of(request))) guest.be_known();
    ends_here = framing_refusal(request).has_value();
    if (ends_here) {
      request.headers.erase("Connection");
      request.headers.emplace("Connection", "close");  // which the library repeats in the answer
    }
  });
  return answered && !last && !client_closes && !ends_here && !connection.is_broken();
}

httplib::Server::HandlerResponse HttpFront::Http::answer_without_body(const httplib::Request& from,
                                                                      httplib::Response& to) {
  if (const auto status = framing_refusal(from)) {
    write(from, request_of(from), refusal(*status), to);
    return HandlerResponse::Handled;
  }
  if (from.method == "POST") return HandlerResponse::Unhandled;
  answer(from, to);
  return HandlerResponse::Handled;
}

void HttpFront::Http::answer(const httplib::Request& from, httplib::Response& to) {
  Request request = request_of(from);
  request.transport = tls_ ? Transport::tls : Transport::plain;
  write(from, request, service_.answer(request), to);
}

void HttpFront::Http::write(const httplib::Request& from, const Request& request, const Answer& answer,
                            httplib::Response& to) {
  to.status = answer.status;
  for (const auto& [name, value] : answer.headers)
    to.set_header(name, value);
  to.set_content(write_answer(answer.response_code, answer.message), "application/json");
  access_log_.write(from.remote_port, request, answer);
  if (!answer.trouble.empty()) (void)std::fprintf(stderr, "ozibus-server: %s\n", answer.trouble.c_str());
}

HttpFront::HttpFront(FrontSettings settings, std::optional<TlsContext> tls, Service& service,
                     AccessLog& access_log)
    : http_(std::make_unique<Http>(settings, std::move(tls), service, access_log)) {}

HttpFront::~HttpFront() = default;

void HttpFront::run(const Listener& listener, int stop_fd) {
  http_->run(listener, stop_fd);
}

}  // namespace ozibus::server
