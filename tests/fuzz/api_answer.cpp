// SPDX-License-Identifier: Apache-2.0
// Answers of the service: nothing is a success but a 2xx with the JSON object that says so, and what the log
// is told of the rest holds no secret.
#include <array>
#include <charconv>
#include <string>

#include "helper/api/meaning.h"
#include "helper/api/reason.h"
#include "helper/api/wire.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/json_judge.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using api::Call;
using api::Meaning;

int number_in(std::string_view line) {
  int number = 0;
  std::from_chars(line.data(), line.data() + line.size(), number);
  return number;
}

bool is_good(int status, std::string_view body) {
  return status >= 200 && status <= 299 && status != 204 && JsonJudge(body, "response_code").says_zero_once();
}

void require_meaning(Call call, int status, Meaning meaning) {
  if (call == Call::Verify && status >= 400 && status <= 499) {
    require(meaning != Meaning::Outage, "a 4xx to a check is no outage");
  }
  require(meaning != Meaning::Withheld && meaning != Meaning::Cancelled, "an answer has come");
  require(call == Call::Verify || meaning != Meaning::Rejected, "an order is not a wrong code");
}

void require_reason(Meaning meaning, int status, const api::Reply& reply) {
  const std::string reason = api::reason_of(meaning, status, reply, "/etc/ozibus/credentials");
  require(reason.empty() == (meaning == Meaning::Success), "whatever is no success has a reason");
  require(reason.size() <= 500, "a reason has a bounded length");
}

void require_without(const std::string& message) {
  constexpr std::string_view kCode = "123456";
  constexpr std::string_view kKey = "key-2";
  const std::string shown = api::without(message, {kCode, "", kKey});
  require(shown.find(kCode) == std::string::npos && shown.find(kKey) == std::string::npos,
          "the server's words are shown without our secrets");
}

}  // namespace

// The call, the status, and below them the body.
void run(std::string_view input) {
  constexpr std::array<Call, 3> kCalls = {Call::Send, Call::Resend, Call::Verify};
  Input decisions(input);
  const Call call = decisions.one_of(kCalls);
  const int status = number_in(decisions.line());
  const std::string_view body = decisions.rest();

  const api::Reply reply = api::read_reply(body);
  const Meaning meaning = api::meaning_of(call, status, reply);
  if (meaning == Meaning::Success) require(is_good(status, body), "only the service's own success is one");
  require_meaning(call, status, meaning);
  require_reason(meaning, status, reply);
  require_without(reply.message);
}

}  // namespace ozibus::fuzz
