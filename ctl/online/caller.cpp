// SPDX-License-Identifier: Apache-2.0
#include "ctl/online/caller.h"

#include <chrono>
#include <ctime>
#include <optional>
#include <string>

#include <sys/socket.h>

#include "base/deadline.h"
#include "ctl/online/answer.h"
#include "helper/api/client.h"
#include "helper/api/http_session.h"
#include "helper/api/wire.h"
#include "helper/contacts/contact.h"
#include "helper/process/hygiene.h"
#include "helper/process/sandbox.h"

namespace ozibus::ctl::online {
namespace {

using base::Deadline;
using std::chrono::milliseconds;

constexpr milliseconds kMargin{5000};

// Whether a code is right that nobody has ordered, for an address that nobody can have (RFC 2606).
constexpr const char* kNobody = "nobody@ozibus.invalid";
constexpr const char* kNoCode = "000000";

// Keeps the last answer.
class KeepingHttp final : public api::HttpPort {
 public:
  explicit KeepingHttp(api::HttpPort& http) : http_(http) {}

  api::HttpResult post(const api::HttpRequest& request) override {
    auto result = http_.post(request);
    last_ = result;
    return result;
  }
  [[nodiscard]] const std::optional<api::HttpResult>& last() const noexcept { return last_; }

 private:
  api::HttpPort& http_;
  std::optional<api::HttpResult> last_;
};

// A verification may be tried a second time.
milliseconds longest_call(const api::Settings& settings) {
  return 2 * settings.request_timeout;
}

std::int64_t ahead_of(const std::string& date) {
  std::tm fields{};
  if (::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &fields) == nullptr) return 0;
  return std::time(nullptr) - ::timegm(&fields);
}

Kind kind_of(const api::HttpFailure& failure) {
  switch (failure.kind) {
    case api::FailureKind::Tls:
      return Kind::Untrusted;
    case api::FailureKind::Timeout:
    case api::FailureKind::Network:
    case api::FailureKind::Cancelled:
      break;
  }
  return Kind::Unreachable;
}

Answer answer_of(const api::Outcome& outcome, const api::HttpResult& result) {
  Answer answer;
  answer.meaning = outcome.meaning;
  if (!result) {
    answer.kind = kind_of(result.error());
    answer.say(result.error().text);
    return answer;
  }
  const bool is_known = api::read_reply(result->body).kind == api::Reply::Kind::Code;
  answer.kind = is_known ? Kind::Answered : Kind::Foreign;
  answer.ahead = ahead_of(result->date);
  answer.say(outcome.reason);
  return answer;
}

void send(int channel, const Answer& answer) {
  (void)::send(channel, &answer, sizeof answer, MSG_NOSIGNAL);
}

}  // namespace

milliseconds longest_calls(const api::Settings& settings) {
  return kMargin + static_cast<int>(settings.base_urls.size()) * longest_call(settings);
}

void call_all(const api::Settings& settings, const api::Credentials& credentials, int channel) {
  Answer unasked;
  auto ready = process::become_clean(channel);
  if (ready) ready = process::die_after(longest_calls(settings));
  if (!ready) {
    unasked.say(ready.error().reason);
    return send(channel, unasked);
  }
  // Its libraries read their own configuration, and may load code, when they start.
  api::HttpSession session(settings, credentials);
  if (const auto walls = process::enter_sandbox(); !walls) {
    unasked.say(walls.error().reason);
    return send(channel, unasked);
  }
  KeepingHttp http(session);
  api::Client client(settings, credentials, http, [](const std::string&) {});
  const auto nobody = contacts::Contact::parse(kNobody);
  const Secret code(kNoCode);
  for (std::size_t i = 0; i < settings.base_urls.size(); ++i) {
    client.take_up(i);
    const auto outcome = client.verify(*nobody, code, Deadline::after(longest_call(settings)));
    send(channel, answer_of(outcome, *http.last()));
  }
}

}  // namespace ozibus::ctl::online
