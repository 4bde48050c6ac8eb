// SPDX-License-Identifier: Apache-2.0
#include "server/service.h"

#include <algorithm>
#include <string_view>

#include <strings.h>

#include "server/random.h"

namespace ozibus::server {
namespace {

constexpr int kDone = 0;
constexpr int kNotProcessed = 20;
constexpr int kBadRequest = 30;
constexpr int kTooLarge = 31;
constexpr int kWrongMediaType = 32;
constexpr int kNoLength = 33;
constexpr int kUnauthorized = 40;
constexpr int kNoSuchPath = 50;
constexpr int kWrongMethod = 51;
constexpr int kTooManyMessages = 60;
constexpr int kFailed = 90;

constexpr std::string_view kSessionCookie = "PHPSESSID";
constexpr std::size_t kSessionLength = 26;

enum class Route { send, resend, verify };

std::optional<Route> route_of(std::string_view path) {
  if (path == "/v1/send" || path == "/v1/get_otp") return Route::send;
  if (path == "/v1/resend_otp") return Route::resend;
  if (path == "/v1/verify") return Route::verify;
  return std::nullopt;
}

bool has_session(std::string_view cookies) {
  while (!cookies.empty()) {
    const auto end = cookies.find(';');
    std::string_view cookie = cookies.substr(0, end);
    cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
    if (cookie.size() > kSessionCookie.size() + 1 && cookie.starts_with(kSessionCookie) &&
        cookie[kSessionCookie.size()] == '=') {
      return true;
    }
    cookies.remove_prefix(end == std::string_view::npos ? cookies.size() : end + 1);
  }
  return false;
}

Answer plain(int status, int response_code, std::string message) {
  Answer answer;
  answer.status = status;
  answer.response_code = response_code;
  answer.message = std::move(message);
  return answer;
}

Answer not_processed() {
  return plain(200, kNotProcessed, "Request could not be processed");
}

Answer bad_request(const Error& error) {
  return plain(400, kBadRequest, "Invalid request: " + error.reason);
}

Answer too_many_messages(std::chrono::seconds wait) {
  Answer answer = plain(429, kTooManyMessages, "Too many messages to this recipient");
  answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return answer;
}

void start_session(Answer& answer, Transport transport) {
  std::string cookie =
      std::string(kSessionCookie) + "=" + random_token(kSessionLength) + "; HttpOnly; Path=/";
  if (transport == Transport::tls) cookie += "; Secure";
  answer.headers.emplace_back("Set-Cookie", std::move(cookie));
}

}  // namespace

bool is_json(std::string_view content_type) {
  constexpr std::string_view kJson = "application/json";
  if (content_type.size() < kJson.size()) return false;
  if (::strncasecmp(content_type.data(), kJson.data(), kJson.size()) != 0) return false;
  const auto rest = content_type.substr(kJson.size());
  return rest.empty() || rest.front() == ';' || rest.front() == ' ';
}

Answer refusal(int http_status) {
  switch (http_status) {
    case 401: {
      Answer answer = plain(401, kUnauthorized, "Unknown merchant, or wrong API key or bearer token");
      answer.headers.emplace_back("WWW-Authenticate", "Bearer");
      return answer;
    }
    case 404:
      return plain(404, kNoSuchPath, "No such path");
    case 405: {
      Answer answer = plain(405, kWrongMethod, "Only POST is allowed here");
      answer.headers.emplace_back("Allow", "POST");
      return answer;
    }
    case 411:
      return plain(411, kNoLength, "A Content-Length is required");
    case 413:
      return plain(413, kTooLarge, "The body is larger than 16 KiB");
    case 415:
      return plain(415, kWrongMediaType, "The body must be application/json, not compressed");
    case 500:
      return plain(500, kFailed, "The server failed");
    default:
      return plain(http_status, kBadRequest, "Invalid request");
  }
}

Answer Service::answer(const Request& request) {
  const auto route = route_of(request.path);
  if (!route) return refusal(404);
  if (request.method != "POST") return refusal(405);
  if (!admits(request)) return refusal(401);
  if (!is_json(request.content_type)) return refusal(415);
  switch (*route) {
    case Route::send:
      return send(request, Order::first);
    case Route::resend:
      return send(request, Order::again);
    case Route::verify:
      return verify(request);
  }
  return refusal(404);
}

bool Service::admits(const Request& request) const {
  return parts_.merchants.admits(request.merchant_id, request.api_key, request.authorization);
}

Answer Service::send(const Request& request, Order order) {
  const auto body = read_send_body(request.body);
  if (!body) return bad_request(body.error());
  const Digest recipient = recipient_of(request, body->to);
  Answer answer = not_processed();
  if (order == Order::first || parts_.codes.is_running(recipient)) {
    if (const auto wait = parts_.send_limit.spend(recipient)) {
      answer = too_many_messages(*wait);
    } else if (const auto code = issue(recipient, order)) {
      answer = deliver(recipient, *body, *code);
    }
  }
  answer.channel = body->channel;
  if (order == Order::first && answer.response_code == kDone && !has_session(request.cookie)) {
    start_session(answer, request.transport);
  }
  return answer;
}

std::optional<IssuedCode> Service::issue(const Digest& recipient, Order order) {
  switch (order) {
    case Order::first:
      return parts_.codes.issue(recipient);
    case Order::again:
      return parts_.codes.reissue(recipient);
  }
  return std::nullopt;
}

Answer Service::deliver(const Digest& recipient, const SendBody& body, const IssuedCode& code) {
  const auto delivered = parts_.delivery.deliver(
      {parts_.clock.wall_time(), body.channel, body.to, code.text, "Your code is " + code.text});
  if (delivered) return plain(200, kDone, "OTP has been successfully sent");
  parts_.codes.withdraw(recipient, code);
  Answer answer = plain(500, kFailed, "The message could not be delivered");
  answer.trouble = delivered.error().reason;
  return answer;
}

Answer Service::verify(const Request& request) {
  const auto body = read_verify_body(request.body);
  if (!body) return bad_request(body.error());
  const bool accepted = parts_.codes.verify(recipient_of(request, body->to), body->otp);
  Answer answer = accepted ? plain(200, kDone, "OTP verification successful") : not_processed();
  answer.channel = body->channel;
  return answer;
}

Digest Service::recipient_of(const Request& request, const std::string& to) const {
  return parts_.hash({request.merchant_id, to});
}

}  // namespace ozibus::server
