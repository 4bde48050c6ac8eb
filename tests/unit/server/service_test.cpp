// SPDX-License-Identifier: Apache-2.0
#include "server/service.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/access_log.h"
#include "server/memory_store.h"
#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class ServiceTest : public testing::Test {
 protected:
  static Request post(const std::string& path, const std::string& body) {
    return {"POST", path, "MCH-1", "sk_1", "Bearer sk_1", "application/json", "", body, Transport::plain};
  }
  static Request send(const std::string& path = "/v1/send", const std::string& to = "+61400000001") {
    return post(path, R"({"to":")" + to + R"(","channel":")" + (to[0] == '+' ? "sms" : "mail") + R"("})");
  }
  static Request verify(const std::string& code, const std::string& to = "+61400000001") {
    return post("/v1/verify", R"({"to":")" + to + R"(","otp":")" + code + R"("})");
  }
  [[nodiscard]] std::string last_code() const { return phone_.messages.back().code; }
  [[nodiscard]] std::string wrong_code() const { return last_code() == "000000" ? "000001" : "000000"; }
  void expect_not_processed(const Request& request) {
    const Answer answer = service_.answer(request);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.response_code, 20);
    EXPECT_EQ(answer.message, "Request could not be processed");
  }
  void expect_refused(const Request& request, int status, int response_code) {
    const Answer answer = service_.answer(request);
    EXPECT_EQ(answer.status, status) << request.body;
    EXPECT_EQ(answer.response_code, response_code) << request.body;
    EXPECT_TRUE(phone_.messages.empty());
  }
  static std::string header(const Answer& answer, const std::string& name) {
    for (const auto& [key, value] : answer.headers) {
      if (key == name) return value;
    }
    return "";
  }

  ManualClock clock_;
  KeyedHash hash_;
  Merchants merchants_{{{"MCH-1", "sk_1", ""}, {"MCH-2", "sk_2", ""}}, hash_};
  MemoryStore store_{clock_, 100};
  Codes codes_{{6, std::chrono::minutes(5), 5}, store_, hash_, clock_};
  SendLimit send_limit_{{4, std::chrono::minutes(15)}, clock_, 100};
  Phone phone_;
  Service service_{{merchants_, codes_, send_limit_, phone_, hash_, clock_}};
};

TEST_F(ServiceTest, send_delivers_a_code_with_the_documented_answer) {
  for (const char* path : {"/v1/send", "/v1/get_otp"}) {
    const Answer answer = service_.answer(send(path));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.response_code, 0);
    EXPECT_EQ(answer.message, "OTP has been successfully sent");
  }
  ASSERT_EQ(phone_.messages.size(), 2U);
  EXPECT_EQ(phone_.messages[0].channel, Channel::sms);
  EXPECT_EQ(phone_.messages[0].to, "+61400000001");
  EXPECT_EQ(phone_.messages[0].text, "Your code is " + phone_.messages[0].code);
}

TEST_F(ServiceTest, verify_accepts_the_delivered_code_once) {
  static_cast<void>(service_.answer(send()));
  expect_not_processed(verify(wrong_code()));
  const Answer answer = service_.answer(verify(last_code()));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.response_code, 0);
  EXPECT_EQ(answer.message, "OTP verification successful");
  expect_not_processed(verify(last_code()));
}

TEST_F(ServiceTest, unknown_expired_and_exhausted_look_like_a_wrong_code) {
  expect_not_processed(verify("123456"));
  static_cast<void>(service_.answer(send()));
  clock_.advance(std::chrono::minutes(5));
  expect_not_processed(verify(last_code()));
  static_cast<void>(service_.answer(send()));
  for (int i = 0; i < 5; ++i)
    expect_not_processed(verify(wrong_code()));
  expect_not_processed(verify(last_code()));
}

TEST_F(ServiceTest, a_code_is_good_for_its_merchant_and_recipient_only) {
  static_cast<void>(service_.answer(send()));
  expect_not_processed(verify(last_code(), "+61400000002"));
  Request other = verify(last_code());
  other.merchant_id = "MCH-2";
  other.api_key = "sk_2";
  other.authorization = "Bearer sk_2";
  expect_not_processed(other);
  EXPECT_EQ(service_.answer(verify(last_code())).response_code, 0);
}

TEST_F(ServiceTest, resend_needs_a_running_code_and_replaces_it) {
  expect_not_processed(send("/v1/resend_otp"));
  EXPECT_TRUE(phone_.messages.empty());
  static_cast<void>(service_.answer(send()));
  const std::string first = last_code();
  ASSERT_EQ(service_.answer(send("/v1/resend_otp")).response_code, 0);
  ASSERT_EQ(phone_.messages.size(), 2U);
  if (first != last_code()) expect_not_processed(verify(first));
  EXPECT_EQ(service_.answer(verify(last_code())).response_code, 0);
  expect_not_processed(send("/v1/resend_otp"));
}

TEST_F(ServiceTest, without_all_of_its_credentials_a_request_is_unauthorized) {
  for (std::string Request::*part : {&Request::merchant_id, &Request::api_key, &Request::authorization}) {
    Request request = send();
    request.*part += "x";
    expect_refused(request, 401, 40);
    (request.*part).clear();
    expect_refused(request, 401, 40);
  }
}

TEST_F(ServiceTest, credentials_are_asked_for_before_the_body_is_looked_at) {
  Request request = post("/v1/send", "nonsense");
  request.api_key = "wrong";
  request.content_type = "text/plain";
  expect_refused(request, 401, 40);
}

TEST_F(ServiceTest, the_content_type_must_be_json) {
  for (const char* type : {"", "text/plain", "application/jsonp", "application/x-www-form-urlencoded"}) {
    Request request = send();
    request.content_type = type;
    expect_refused(request, 415, 32);
  }
  for (const char* type :
       {"application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON"}) {
    Request request = send();
    request.content_type = type;
    EXPECT_EQ(service_.answer(request).response_code, 0) << type;
  }
}

TEST_F(ServiceTest, other_paths_and_methods_are_named_as_such) {
  for (const char* path : {"/", "/v1", "/v1/send/", "/v2/send", "/v1/SEND", "/v1/send_otp"}) {
    expect_refused(send(path), 404, 50);
  }
  Request request = send();
  request.method = "GET";
  expect_refused(request, 405, 51);
  EXPECT_EQ(header(service_.answer(request), "Allow"), "POST");
}

TEST_F(ServiceTest, a_wrong_body_is_a_bad_request_that_names_the_field_and_not_its_value) {
  expect_refused(post("/v1/send", "nonsense"), 400, 30);
  expect_refused(post("/v1/send", R"({"to":"12345"})"), 400, 30);
  expect_refused(post("/v1/verify", R"({"to":"+61400000001","otp":123456})"), 400, 30);
  const Answer answer = service_.answer(post("/v1/send", R"({"to":"secret-place","channel":"sms"})"));
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.message, HasSubstr("\"to\""));
  EXPECT_THAT(answer.message, Not(HasSubstr("secret-place")));
}

TEST_F(ServiceTest, a_code_that_was_not_delivered_is_not_kept) {
  static_cast<void>(service_.answer(send()));
  const std::string earlier = last_code();
  phone_.off = true;
  const Answer answer = service_.answer(send("/v1/resend_otp"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.response_code, 90);
  EXPECT_EQ(answer.trouble, "the phone is off");
  EXPECT_THAT(answer.message, Not(HasSubstr("phone")));
  expect_not_processed(verify(earlier));
  phone_.off = false;
  expect_not_processed(send("/v1/resend_otp"));
}

TEST_F(ServiceTest, a_recipient_gets_only_so_many_messages) {
  static_cast<void>(service_.answer(send()));
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(service_.answer(send("/v1/resend_otp")).status, 200);
  const std::string running = last_code();
  for (const char* path : {"/v1/send", "/v1/get_otp", "/v1/resend_otp"}) {
    const Answer answer = service_.answer(send(path));
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.response_code, 60);
    EXPECT_EQ(header(answer, "Retry-After"), "900");
  }
  EXPECT_EQ(phone_.messages.size(), 4U);
  EXPECT_EQ(service_.answer(send("/v1/send", "alice@example.com")).status, 200);
  EXPECT_EQ(service_.answer(verify(running)).response_code, 0);
}

TEST_F(ServiceTest, a_resend_that_sends_nothing_is_not_counted) {
  for (int i = 0; i < 10; ++i)
    expect_not_processed(send("/v1/resend_otp"));
  EXPECT_EQ(service_.answer(send()).status, 200);
}

TEST_F(ServiceTest, send_starts_a_session_for_a_client_without_one) {
  EXPECT_THAT(header(service_.answer(send()), "Set-Cookie"),
              MatchesRegex("PHPSESSID=[0-9a-z]{26}; HttpOnly; Path=/"));
  Request request = send();
  request.transport = Transport::tls;
  EXPECT_THAT(header(service_.answer(request), "Set-Cookie"), testing::EndsWith("; Secure"));
  request.cookie = "a=b; PHPSESSID=x";
  EXPECT_EQ(header(service_.answer(request), "Set-Cookie"), "");
  EXPECT_EQ(header(service_.answer(verify(last_code())), "Set-Cookie"), "");
}

TEST_F(ServiceTest, the_access_log_never_tells_code_key_or_recipient) {
  const TemporaryFolder folder;
  auto file = AppendFile::open(folder / "log");
  ASSERT_TRUE(file);
  AccessLog log(std::move(*file), clock_);
  const Request first = send();
  log.write(4711, first, service_.answer(first));
  const Request second = verify(last_code());
  log.write(4711, second, service_.answer(second));
  Request strange = send("/\xff\n" + std::string(5000, 'x'));
  strange.method = std::string(5000, 'm');
  log.write(-1, strange, refusal(404));
  const std::string text = read_file(folder / "log");
  EXPECT_THAT(
      text,
      testing::StartsWith(
          R"({"time":"2026-01-31T12:34:56.789Z","port":4711,"method":"POST","path":"/v1/send","status":200,)"
          R"("response_code":0,"channel":"sms"})"
          "\n"
          R"({"time":"2026-01-31T12:34:56.789Z","port":4711,"method":"POST","path":"/v1/verify","status":200,)"
          R"("response_code":0,"channel":"sms"})"
          "\n"
          R"({"time":"2026-01-31T12:34:56.789Z","port":null,"method":"mmmmmmmmmmmmmmmm","path":"/\ufffd\nxxx)"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
  EXPECT_LT(text.size(), 1000U);
}

}  // namespace
}  // namespace ozibus::server
