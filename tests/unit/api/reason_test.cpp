// SPDX-License-Identifier: Apache-2.0
#include "helper/api/reason.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::api {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kFile = "/etc/ozibus/credentials";

Reply reply(std::int64_t code, std::string message) {
  return {Reply::Kind::Code, code, std::move(message)};
}

TEST(Reason, holds_status_code_and_the_servers_words) {
  EXPECT_EQ(reason_of(Meaning::Refused, 200, reply(20, "Request could not be processed"), kFile),
            "HTTP 200, response_code 20 (\"Request could not be processed\"); the service does not send to "
            "this contact, check it in users.map");
  EXPECT_EQ(reason_of(Meaning::Rejected, 422, reply(21, ""), kFile), "HTTP 422, response_code 21");
}

TEST(Reason, is_empty_for_success) {
  EXPECT_EQ(reason_of(Meaning::Success, 200, reply(0, "sent"), kFile), "");
}

TEST(Reason, cuts_the_servers_words_to200_bytes) {
  const std::string reason = reason_of(Meaning::Refused, 200, reply(20, std::string(5000, 'x')), kFile);
  EXPECT_THAT(reason, HasSubstr("\"" + std::string(200, 'x') + "\""));
}

TEST(Reason, names_the_credentials_file_when_they_are_refused) {
  EXPECT_THAT(reason_of(Meaning::Misconfigured, 401, {}, kFile), HasSubstr(kFile));
  EXPECT_THAT(reason_of(Meaning::Misconfigured, 403, {}, kFile), HasSubstr(kFile));
}

TEST(Reason, names_the_settings_when_there_is_no_such_endpoint) {
  const std::string reason = reason_of(Meaning::Misconfigured, 404, {}, kFile);
  EXPECT_THAT(reason, HasSubstr("base_urls and send_endpoint"));
  EXPECT_THAT(reason, Not(HasSubstr(kFile)));
}

TEST(Reason, says_what_is_wrong_with_an_answer_that_is_none) {
  EXPECT_THAT(reason_of(Meaning::Outage, 200, {}, kFile), HasSubstr("HTTP 200, but"));
  EXPECT_EQ(reason_of(Meaning::Outage, 503, {}, kFile), "HTTP 503");
  EXPECT_THAT(reason_of(Meaning::Outage, 302, {}, kFile), HasSubstr("not followed"));
}

TEST(Without, leaves_no_secret_in_a_text) {
  EXPECT_EQ(without("code 123456 for +61400000001: 123456", {"123456", "+61400000001"}),
            "code *** for ***: ***");
  EXPECT_EQ(without("nothing", {"", "x"}), "nothing");
  EXPECT_EQ(without("**", {"*"}), "******");
}

TEST(Joined, has_no_separator_to_an_empty_text) {
  EXPECT_EQ(joined("", ""), "");
  EXPECT_EQ(joined("a", ""), "a");
  EXPECT_EQ(joined("", "b"), "b");
  EXPECT_EQ(joined("a", "b"), "a; b");
}

}  // namespace
}  // namespace ozibus::api
