// SPDX-License-Identifier: Apache-2.0
// ozibusctl check --online: what the service says of the set-up.
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/json.h"
#include "tests/fakes/process_status.h"
#include "tests/module/ctl_run.h"
#include "tests/module/policy_bench.h"
#include "tests/module/processes.h"

namespace ozibus::module_tests {
namespace {

using ctl::Json;
using fakes::Judge;
using fakes::Receive;
using fakes::response;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

std::string date_header(std::chrono::seconds from_now) {
  const std::time_t time = std::time(nullptr) + from_now.count();
  std::tm fields{};
  ::gmtime_r(&time, &fields);
  std::array<char, 64> text{};
  return {text.data(),
          std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &fields)};
}

class CheckOnline : public ::testing::Test {
 protected:
  void serve(std::vector<Script> scripts) {
    server_ = std::make_unique<ScriptedServer>(std::move(scripts), fakes::Tls{identity_});
    site_ = std::make_unique<Site>(server_->url());
    site_->write("ca.pem", authority_.pem(), 0644);
    trust(site_->path("ca.pem"));
  }
  void serve(const std::string& answer) { serve({{Receive{}, Send{answer}}}); }
  void trust(const std::string& ca_file) const { site_->configure("ca_file = \"" + ca_file + "\"", ""); }

  // What it has found at the service: id and what.
  [[nodiscard]] std::multimap<std::string, std::string> found() const {
    const CtlRun run = run_ctl(*site_, {"check", "--online", "--json"});
    const Json said = Json::parse(run.said, nullptr, false);
    std::multimap<std::string, std::string> found;
    for (const auto& finding : said["findings"]) {
      if (finding["place"].is_string() && finding["place"].get<std::string>().starts_with("https://")) {
        EXPECT_NE(finding["remedy"], "");
        found.emplace(finding["id"], finding["what"]);
      }
    }
    return found;
  }

  fakes::Authority authority_;
  fakes::Identity identity_ = authority_.issue();
  std::unique_ptr<ScriptedServer> server_;
  std::unique_ptr<Site> site_;
};

TEST_F(CheckOnline, finds_nothing_wrong_with_a_service_that_knows_no_such_code) {
  serve(kRejected);
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(CheckOnline, makes_one_call_with_the_credentials_and_orders_no_message) {
  serve(kRejected);
  (void)found();
  ASSERT_EQ(server_->requests().size(), 1U);
  const fakes::Request request = server_->requests().front();
  EXPECT_EQ(request.line(), "POST /v1/verify HTTP/1.1");
  EXPECT_EQ(request.header("API-Key"), "sk_secret_of_the_site");
  EXPECT_EQ(request.body, R"({"to":"nobody@ozibus.invalid","otp":"000000"})");
  EXPECT_TRUE(std::filesystem::is_empty(site_->path("state"))) << "nothing is counted";
}

TEST_F(CheckOnline, asks_nothing_without_the_option) {
  serve(kRejected);
  (void)run_ctl(*site_, {"check"});
  EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(CheckOnline, finds_credentials_that_are_refused) {
  serve(response(401, "{}"));
  EXPECT_THAT(found(), ElementsAre(Pair("credentials-refused", HasSubstr("HTTP 401"))));
}

TEST_F(CheckOnline, finds_a_certificate_that_is_not_trusted) {
  serve(kRejected);
  site_->write("ca.pem", fakes::Authority().pem(), 0644);
  EXPECT_THAT(found(), ElementsAre(Pair("certificate", HasSubstr("not trusted"))));
}

TEST_F(CheckOnline, finds_a_base_url_where_nobody_listens) {
  serve(kRejected);
  server_.reset();
  EXPECT_THAT(found(), ElementsAre(Pair("base-url-unreachable", HasSubstr("onnect"))));
}

TEST_F(CheckOnline, asks_every_base_url) {
  serve(kRejected);
  site_->write("ozibus.conf",
               "[api]\nbase_urls = [\"https://127.0.0.1:1/v1\", \"" + server_->url() +
                   "\"]\ncredentials_file = \"" + site_->path("credentials") + "\"\nca_file = \"" +
                   site_->path("ca.pem") + "\"\n[policy]\n" + "state_dir = \"" + site_->path("state") +
                   "\"\n",
               0644);
  EXPECT_THAT(found(), ElementsAre(Pair("base-url-unreachable", ::testing::_)));
  EXPECT_EQ(server_->requests().size(), 1U);
}

TEST_F(CheckOnline, finds_a_service_that_is_broken) {
  serve({{Receive{}, Send{response(503, "")}, Receive{}, Send{response(503, "")}}});
  EXPECT_THAT(found(), ElementsAre(Pair("service-broken", HasSubstr("HTTP 503"))));
}

TEST_F(CheckOnline, finds_a_page_of_somebody_else) {
  serve(response(404, "<html>"));
  EXPECT_THAT(found(), ElementsAre(Pair("base-url-wrong", HasSubstr("HTTP 404"))));
}

TEST_F(CheckOnline, finds_somebody_who_takes_any_code) {
  serve(kDone);
  EXPECT_THAT(found(), ElementsAre(Pair("service-accepts-all", ::testing::_)));
}

TEST_F(CheckOnline, says_by_how_much_the_clock_is_off) {
  serve(response(200, R"({"response_code": 20})", date_header(std::chrono::minutes(150))));
  EXPECT_THAT(found(), ElementsAre(Pair(
                           "clock", "the clock of this machine is behind that of the service by about 3h")));
  serve(response(200, R"({"response_code": 20})", date_header(-std::chrono::minutes(150))));
  EXPECT_THAT(
      found(),
      ElementsAre(Pair("clock", "the clock of this machine is ahead of that of the service by about 3h")));
}

TEST_F(CheckOnline, puts_up_with_a_clock_that_is_off_by_little_and_with_nonsense_for_a_date) {
  serve(response(200, R"({"response_code": 20})", date_header(std::chrono::seconds(30))));
  EXPECT_THAT(found(), IsEmpty());
  serve(response(200, R"({"response_code": 20})", "Date: tomorrow\r\n"));
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(CheckOnline, speaks_to_the_service_as_a_login_does_and_not_as_root) {
  std::vector<std::map<std::string, std::string>> asking;
  const auto look = [&asking](const fakes::Request&) {
    for (const auto& process : processes_named("ozibusctl")) {
      auto status = fakes::status_of(process);
      if (!status["Uid"].starts_with("0\t")) asking.push_back(std::move(status));
    }
    return kRejected;
  };
  serve({{Judge{look}}});
  EXPECT_THAT(found(), IsEmpty());
  ASSERT_EQ(asking.size(), 1U);
  EXPECT_EQ(asking[0]["CapEff"], "0000000000000000");
  EXPECT_EQ(asking[0]["CapPrm"], "0000000000000000");
  EXPECT_EQ(asking[0]["NoNewPrivs"], "1");
}

TEST_F(CheckOnline, words_of_the_service_reach_no_terminal_raw) {
  serve(response(401, R"({"response_code": 1, "response_message": "\u001b[2J\u0007"})"));
  const CtlRun run = run_ctl(*site_, {"check", "--online"});
  EXPECT_THAT(run.said, AllOf(HasSubstr("HTTP 401"), Not(HasSubstr("\x1b")), Not(HasSubstr("\x07"))));
}

}  // namespace
}  // namespace ozibus::module_tests
