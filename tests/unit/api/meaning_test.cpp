// SPDX-License-Identifier: Apache-2.0
#include "helper/api/meaning.h"

#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace ozibus::api {
namespace {

Reply with_code(std::int64_t code) {
  return {Reply::Kind::Code, code, "text"};
}
const Reply kMalformed{};
const std::vector<Reply> kReplies = {kMalformed, with_code(0), with_code(20), with_code(-1)};
const std::vector<Call> kCalls = {Call::Send, Call::Resend, Call::Verify};

// Meanings of all replies to one call and status.
std::set<Meaning> meanings(Call call, int status) {
  std::set<Meaning> all;
  for (const Reply& reply : kReplies)
    all.insert(meaning_of(call, status, reply));
  return all;
}

using Only = std::set<Meaning>;

TEST(Meaning, of_a_code_in_a2xx_is_success_for_zero_and_a_denial_for_any_other) {
  for (int status = 200; status <= 299; ++status) {
    if (status == 204) continue;
    for (const Call call : kCalls) {
      const Meaning denial = call == Call::Verify ? Meaning::Rejected : Meaning::Refused;
      EXPECT_EQ(meaning_of(call, status, with_code(0)), Meaning::Success) << status;
      EXPECT_EQ(meaning_of(call, status, with_code(20)), denial) << status;
      EXPECT_EQ(meaning_of(call, status, with_code(-1)), denial) << status;
      EXPECT_EQ(meaning_of(call, status, kMalformed), Meaning::Outage) << status;
    }
  }
}

TEST(Meaning, is_success_for_nothing_but_zero_in_a2xx_that_can_have_a_body) {
  for (int status = -1; status <= 1000; ++status) {
    for (const Call call : kCalls) {
      for (const Reply& reply : kReplies) {
        const bool may = status >= 200 && status <= 299 && status != 204 && reply.kind == Reply::Kind::Code &&
                         reply.code == 0;
        EXPECT_EQ(meaning_of(call, status, reply) == Meaning::Success, may) << status;
      }
    }
  }
}

TEST(Meaning, of_a_malformed_reply_that_happens_to_hold_zero_is_still_an_outage) {
  EXPECT_EQ(meaning_of(Call::Verify, 200, Reply{Reply::Kind::Malformed, 0, ""}), Meaning::Outage);
}

TEST(Meaning, of_statuses_that_are_no_answer_is_an_outage_whatever_the_body) {
  for (const Call call : kCalls) {
    EXPECT_EQ(meanings(call, 204), Only{Meaning::Outage});
    for (int status = -1; status <= 1000; ++status) {
      if (status >= 200 && status <= 299) continue;
      if (status >= 400 && status <= 499) continue;
      EXPECT_EQ(meanings(call, status), Only{Meaning::Outage}) << status;
    }
  }
}

TEST(Meaning, of_missing_rights_is_misconfigured_for_every_call) {
  for (const Call call : kCalls) {
    EXPECT_EQ(meanings(call, 401), Only{Meaning::Misconfigured});
    EXPECT_EQ(meanings(call, 403), Only{Meaning::Misconfigured});
  }
}

TEST(Meaning, of_too_many_requests_is_slow_down_for_every_call) {
  for (const Call call : kCalls) {
    EXPECT_EQ(meanings(call, 408), Only{Meaning::SlowDown});
    EXPECT_EQ(meanings(call, 429), Only{Meaning::SlowDown});
  }
}

TEST(Meaning, of_other4xx_is_a_denial_and_never_an_outage) {
  const std::set<int> named = {401, 403, 408, 429};
  for (int status = 400; status <= 499; ++status) {
    if (named.contains(status)) continue;
    const bool no_endpoint = status == 404 || status == 405;
    const Only of_order = {no_endpoint ? Meaning::Misconfigured : Meaning::Refused};
    EXPECT_EQ(meanings(Call::Send, status), of_order) << status;
    EXPECT_EQ(meanings(Call::Resend, status), of_order) << status;
    EXPECT_EQ(meanings(Call::Verify, status), Only{Meaning::Rejected}) << status;
  }
}

}  // namespace
}  // namespace ozibus::api
