// SPDX-License-Identifier: Apache-2.0
// What each answer of the service means for a login, row by row: the PAM result, the words at the
// prompt, the log line, and how many requests were made.
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {
namespace {

using fakes::Receive;
using fakes::Reset;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kSuccess = R"({"response_code": 0, "response_message": "OTP has been successfully sent"})";
const std::string kFailure = R"({"response_code": 20, "response_message": "Request could not be processed"})";

struct Row {
  const char* name;
  std::string answer;  // all bytes of the response
  int pam;
  const char* result;  // result= in the log
  std::string shown;   // the text that the row leads to
  std::string reason;  // part of reason= in the log
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.name;
}

std::string ok(const std::string& body) {
  return response(200, body);
}

// Every one of these is near a success, and none is one.
std::vector<Row> no_successes(const char* result, int pam, const std::string& shown) {
  const auto row = [&](const char* name, std::string answer) {
    return Row{name, std::move(answer), pam, result, shown, ""};
  };
  return {
      row("a_code_in_quotes", ok(R"({"response_code": "0"})")),
      row("a_code_with_a_fraction", ok(R"({"response_code": 0.0})")),
      row("a_negative_zero", ok(R"({"response_code": -0})")),
      row("false_for_a_code", ok(R"({"response_code": false})")),
      row("null_for_a_code", ok(R"({"response_code": null})")),
      row("a_list_for_a_code", ok(R"({"response_code": [0]})")),
      row("no_code", ok(R"({"response_message": "OTP verification successful"})")),
      row("the_code_twice", ok(R"({"response_code": 20, "response_code": 0})")),
      row("the_code_twice_in_another_spelling", ok(R"({"response_code": 20, "response\u005fcode": 0})")),
      row("the_code_deeper_down", ok(R"({"result": {"response_code": 0}})")),
      row("an_array", ok(R"([{"response_code": 0}])")),
      row("trailing_text", ok(R"({"response_code": 0} ok)")),
      row("two_objects", ok(R"({"response_code": 0}{"response_code": 0})")),
      row("an_empty_body", ok("")),
      row("a_page", response(200, "<html>0</html>", "Content-Type: text/html\r\n")),
      row("no_content", "HTTP/1.1 204 No Content\r\n\r\n"),
      row("a_cut_body", "HTTP/1.1 200 OK\r\nContent-Length: 400\r\nConnection: close\r\n\r\n" + kSuccess),
      row("a_body_over_64_kib", ok(R"({"response_code": 0, "x": ")" + std::string(70'000, 'x') + "\"}")),
      row("invalid_utf8", ok("{\"response_code\": 0, \"response_message\": \"\xff\"}")),
      row("a_number_beyond_64_bits", ok(R"({"response_code": 18446744073709551616})")),
      row("an_internal_error_that_says_0", response(500, kSuccess)),
      row("a_bad_gateway", response(502, "")),
  };
}

class ApiAnswers : public ::testing::TestWithParam<Row> {};

using ApiAnswersToSend = ApiAnswers;

TEST_P(ApiAnswersToSend, lead_to) {
  const Row& row = GetParam();
  const ScriptedServer server({Script{Receive{}, Send{row.answer}}, Script{Receive{}, Send{ok(kSuccess)}}});
  Site site(server.url());
  // No other channel, so that a refusal is the end.
  site.write("users.map", kUser + ": +61400000001\n", 0640);
  const Syslog log;
  PamClient client;
  client.will_give_nothing();
  EXPECT_EQ(client.authenticate(site.services(), kUser), row.pam);
  EXPECT_THAT(client.messages, ElementsAre(row.pam == PAM_CONV_ERR ? asked(row.shown) : warned(row.shown)));
  const auto lines = log.await("result=");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], HasSubstr(std::string("result=") + row.result + " user=daemon "));
  EXPECT_THAT(lines[0], HasSubstr(row.reason));
  EXPECT_EQ(server.requests().size(), 1U) << "an order is never repeated";
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ApiAnswersToSend,
    ::testing::Values(Row{"sent", ok(kSuccess), PAM_CONV_ERR, "aborted",
                          "A code was sent to +61*****001 by SMS.\nCode (r: send again): ", ""},
                      Row{"refused", ok(kFailure), PAM_AUTH_ERR, "rejected",
                          "A code could not be sent. Ask your administrator.", "response_code 20"},
                      Row{"unauthorized", response(401, kFailure), PAM_SERVICE_ERR, "misconfigured",
                          kNotAvailable, "/credentials"},
                      Row{"forbidden", response(403, kSuccess), PAM_SERVICE_ERR, "misconfigured",
                          kNotAvailable, "/credentials"},
                      Row{"bad_request", response(400, kFailure), PAM_AUTH_ERR, "rejected",
                          "A code could not be sent. Ask your administrator.", "HTTP 400"},
                      Row{"not_found", response(404, ""), PAM_SERVICE_ERR, "misconfigured", kNotAvailable,
                          "HTTP 404"},
                      Row{"method_not_allowed", response(405, ""), PAM_SERVICE_ERR, "misconfigured",
                          kNotAvailable, "HTTP 405"},
                      Row{"unprocessable", response(422, kFailure), PAM_AUTH_ERR, "rejected",
                          "A code could not be sent. Ask your administrator.", "HTTP 422"},
                      Row{"slow_down", response(429, kFailure, "Retry-After: 30\r\n"), PAM_AUTH_ERR,
                          "limited", "Too many requests. Wait 30 seconds, then log in again.", "HTTP 429"},
                      Row{"request_timeout", response(408, ""), PAM_AUTH_ERR, "limited",
                          "Too many requests. Wait, then log in again.", "HTTP 408"},
                      Row{"server_error", response(500, kFailure), PAM_AUTHINFO_UNAVAIL, "unavailable",
                          kNotAvailable, "HTTP 500"},
                      Row{"redirect", response(302, "", "Location: http://127.0.0.1:1/v1/send\r\n"),
                          PAM_AUTHINFO_UNAVAIL, "unavailable", kNotAvailable, "HTTP 302"}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(NoSuccesses, ApiAnswersToSend,
                         ::testing::ValuesIn(no_successes("unavailable", PAM_AUTHINFO_UNAVAIL,
                                                          kNotAvailable)),
                         [](const auto& row) { return std::string(row.param.name); });

using ApiAnswersToVerify = ApiAnswers;

// One attempt; an outage is tried once more, on the same terms.
TEST_P(ApiAnswersToVerify, lead_to) {
  const Row& row = GetParam();
  const Script script{Receive{}, Send{ok(kSuccess)}, Receive{}, Send{row.answer}};
  const Script again{Receive{}, Send{row.answer}};
  const ScriptedServer server({script, again, again});
  Site site(server.url());
  site.configure("", "attempts = 1");
  const Syslog log;
  PamClient client;
  client.will_type("123456");
  client.will_give_nothing();
  EXPECT_EQ(client.authenticate(site.services(), kUser), row.pam);
  if (row.shown.empty()) {
    EXPECT_THAT(client.messages, ElementsAre(asked(kSent)));
  } else if (row.pam == PAM_CONV_ERR) {
    EXPECT_THAT(client.messages, ElementsAre(asked(kSent), asked(row.shown)));
  } else {
    EXPECT_THAT(client.messages, ElementsAre(asked(kSent), warned(row.shown)));
  }
  const auto lines = log.await("result=");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], HasSubstr(std::string("result=") + row.result + " user=daemon "));
  EXPECT_THAT(lines[0], HasSubstr(row.reason));
  EXPECT_LE(server.requests().size(), 3U);
}

const std::string kUsedUp = "Too many codes that were not accepted.";

INSTANTIATE_TEST_SUITE_P(
    Rows, ApiAnswersToVerify,
    ::testing::Values(
        Row{"accepted", ok(R"({"response_code": 0, "response_message": "OTP verification successful"})"),
            PAM_SUCCESS, "accepted", "", "attempts=1"},
        Row{"rejected", ok(kFailure), PAM_MAXTRIES, "maxtries", kUsedUp, "attempts=1"},
        Row{"rejected_by_a_negative_code", ok(R"({"response_code": -1})"), PAM_MAXTRIES, "maxtries", kUsedUp,
            ""},
        Row{"unauthorized", response(401, kSuccess), PAM_SERVICE_ERR, "misconfigured", kNotAvailable,
            "/credentials"},
        Row{"bad_request_that_says_0", response(400, kSuccess), PAM_MAXTRIES, "maxtries", kUsedUp, ""},
        Row{"not_found", response(404, kSuccess), PAM_MAXTRIES, "maxtries", kUsedUp, ""},
        Row{"slow_down", response(429, kSuccess, "Retry-After: 7\r\n"), PAM_CONV_ERR, "aborted",
            "Too many requests. Wait 7 seconds before you try again.\n" + kQuestion, ""},
        Row{"redirect", response(302, kSuccess, "Location: http://127.0.0.1:1/v1/verify\r\n"),
            PAM_AUTHINFO_UNAVAIL, "unavailable", kNotAvailable, "HTTP 302"}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(NoSuccesses, ApiAnswersToVerify,
                         ::testing::ValuesIn(no_successes("unavailable", PAM_AUTHINFO_UNAVAIL,
                                                          kNotAvailable)),
                         [](const auto& row) { return std::string(row.param.name); });

class ApiAnswersOnTheWire : public ::testing::Test {};

TEST_F(ApiAnswersOnTheWire, cost_one_connection_for_a_whole_login_with_its_cookie_and_headers) {
  const ScriptedServer server(
      {Script{Receive{}, Send{response(200, kSuccess, "Set-Cookie: PHPSESSID=abc123; path=/\r\n")}, Receive{},
              Send{ok(kSuccess)}, Receive{}, Send{ok(kFailure)}, Receive{}, Send{ok(kSuccess)}}});
  Site site(server.url());
  site.configure("", "resend_wait = \"0s\"");
  PamClient client;
  client.will_type("r");
  client.will_type("111 111");
  client.will_type("123-456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(client.messages,
              ElementsAre(asked(kSent), asked("The code was sent again to +61*****001 by SMS.\n" + kQuestion),
                          asked("That code was not accepted. 2 attempts left.\n" + kQuestion)));
  EXPECT_EQ(server.connections(), 1U);
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_EQ(requests[0].line(), "POST /v1/send HTTP/1.1");
  EXPECT_EQ(requests[0].body, R"({"to":"+61400000001","channel":"sms"})");
  EXPECT_EQ(requests[1].line(), "POST /v1/resend_otp HTTP/1.1");
  EXPECT_EQ(requests[2].line(), "POST /v1/verify HTTP/1.1");
  EXPECT_EQ(requests[2].body, R"({"to":"+61400000001","otp":"111111"})");
  EXPECT_EQ(requests[3].body, R"({"to":"+61400000001","otp":"123456"})");
  for (const auto& request : requests) {
    EXPECT_EQ(request.header("Merchant-Id"), "M-1001");
    EXPECT_EQ(request.header("API-Key"), "sk_secret_of_the_site");
    EXPECT_EQ(request.header("Authorization"), "Bearer sk_secret_of_the_site");
    EXPECT_EQ(request.header("Content-Type"), "application/json");
  }
  EXPECT_EQ(requests[3].header("Cookie"), "PHPSESSID=abc123");
}

TEST_F(ApiAnswersOnTheWire, end_a_login_at_the_third_wrong_code_and_a_fourth_is_never_posted) {
  Script script{Receive{}, Send{ok(kSuccess)}};
  for (int i = 0; i < 4; ++i) {
    script.emplace_back(Receive{});
    script.emplace_back(Send{ok(kFailure)});
  }
  const ScriptedServer server({script});
  const Site site(server.url());
  PamClient client;
  for (const char* code : {"111111", "222222", "333333", "444444"})
    client.will_type(code);
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_MAXTRIES);
  EXPECT_THAT(
      client.messages,
      ElementsAre(asked(kSent), asked("That code was not accepted. 2 attempts left.\n" + kQuestion),
                  asked("That code was not accepted. 1 attempt left.\n" + kQuestion), warned(kUsedUp)));
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(ApiAnswersOnTheWire, move_a_login_to_the_next_base_url_after_an_outage) {
  const ScriptedServer down({Script{Receive{}, Send{response(503, "")}}});
  const ScriptedServer up({Script{Receive{}, Send{ok(kSuccess)}, Receive{}, Send{ok(kSuccess)}}});
  const Site site(down.url() + "\", \"" + up.url());
  const Syslog log;
  PamClient client;
  client.will_type("123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_EQ(down.requests().size(), 1U);
  EXPECT_EQ(up.requests().size(), 2U);
  EXPECT_EQ(log.lines_with("warning=").size(), 1U);
}

TEST_F(ApiAnswersOnTheWire, are_an_outage_when_nobody_listens_or_the_connection_breaks) {
  std::string url;
  {
    const ScriptedServer gone({});
    url = gone.url();
  }
  const Site nobody(url);
  PamClient first;
  EXPECT_EQ(first.authenticate(nobody.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_THAT(first.messages, ElementsAre(warned(kNotAvailable)));

  const ScriptedServer breaking({Script{Receive{}, Reset{}}});
  const Site broken(breaking.url());
  PamClient second;
  EXPECT_EQ(second.authenticate(broken.services(), kUser), PAM_AUTHINFO_UNAVAIL);
  EXPECT_EQ(breaking.requests().size(), 1U);
}

TEST_F(ApiAnswersOnTheWire, survive_a_connection_that_closed_while_the_person_typed) {
  const ScriptedServer server({Script{Receive{}, Send{ok(kSuccess)}}, Script{Receive{}, Send{ok(kSuccess)}}});
  const Site site(server.url());
  PamClient client;
  client.will_do([&server] { server.wait_until_closed(0); }, "123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(ApiAnswersOnTheWire, come_over_tls_from_the_named_host_only) {
  const fakes::Authority authority;
  const fakes::Identity right = authority.issue();
  const fakes::Identity wrong_host = authority.issue({.alternative_name = "DNS:other.example"});
  const fakes::Identity expired = authority.issue({.days_until_expiry = -1});
  const std::vector<Script> scripts = {Script{Receive{}, Send{ok(kSuccess)}, Receive{}, Send{ok(kSuccess)}}};
  struct Case {
    const fakes::Identity* identity;
    bool trusted;
    int pam;
  };
  for (const Case& test :
       {Case{&right, true, PAM_SUCCESS}, Case{&right, false, PAM_AUTHINFO_UNAVAIL},
        Case{&wrong_host, true, PAM_AUTHINFO_UNAVAIL}, Case{&expired, true, PAM_AUTHINFO_UNAVAIL}}) {
    const ScriptedServer server(scripts, fakes::Tls{*test.identity});
    Site site(server.url());
    site.write("ca.pem", authority.pem(), 0644);
    site.configure(test.trusted ? "ca_file = \"" + site.path("ca.pem") + "\"" : "", "");
    const Syslog log;
    PamClient client;
    client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), kUser), test.pam);
    EXPECT_EQ(server.requests().size(), test.pam == PAM_SUCCESS ? 2U : 0U);
    const auto lines = log.lines_with("result=");
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_THAT(lines[0], HasSubstr(test.pam == PAM_SUCCESS ? "result=accepted" : "certificate"));
  }
}

}  // namespace
}  // namespace ozibus::module_tests
