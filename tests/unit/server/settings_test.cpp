// SPDX-License-Identifier: Apache-2.0
#include "server/settings.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kMerchant = "[[merchant]]\nmerchant_id = \"MCH-1\"\napi_key = \"sk_1\"\n";

void expect_defaults(const Settings& settings) {
  EXPECT_EQ(settings.listen, "127.0.0.1");
  EXPECT_EQ(settings.port, 8443);
  EXPECT_EQ(settings.certificate, "");
  EXPECT_EQ(settings.private_key, "");
  EXPECT_EQ(settings.ready_file, "");
  EXPECT_EQ(settings.access_log, "");
  EXPECT_EQ(settings.outbox, "");
  EXPECT_EQ(settings.keep_alive, std::chrono::seconds(60));
  EXPECT_EQ(settings.connections, 128);
  EXPECT_EQ(settings.code.length, 6);
  EXPECT_EQ(settings.code.lifetime, std::chrono::minutes(5));
  EXPECT_EQ(settings.code.attempts, 5);
  EXPECT_EQ(settings.send_limit.count, 30);
  EXPECT_EQ(settings.send_limit.span, std::chrono::hours(1));
}

std::string error_of(const std::string& text) {
  const auto settings = parse_settings(text, "conf");
  return settings ? "no error" : settings.error().reason;
}

TEST(Settings, need_nothing_but_a_merchant) {
  const auto settings = parse_settings(kMerchant, "conf");
  ASSERT_TRUE(settings) << settings.error().reason;
  expect_defaults(*settings);
  ASSERT_EQ(settings->merchants.size(), 1U);
  EXPECT_EQ(settings->merchants[0].id, "MCH-1");
  EXPECT_EQ(settings->merchants[0].api_key, "sk_1");
  EXPECT_EQ(settings->merchants[0].bearer_token, "");
  EXPECT_THAT(error_of("port = 1"), HasSubstr("add a [[merchant]]"));
}

TEST(Settings, every_key_is_taken) {
  const auto settings = parse_settings(R"(
listen = "::1"
port = 0
certificate = "/c"
private_key = "/k"
ready_file = "/r"
access_log = "/a"
outbox = "/o"
keep_alive = "500ms"
connections = 7
[code]
length = 8
lifetime = "90s"
attempts = 2
send_limit = "4 per 15m"
[[merchant]]
merchant_id = "A"
api_key = "B"
bearer_token = "C"
[[merchant]]
merchant_id = "D"
api_key = "E"
)",
                                       "conf");
  ASSERT_TRUE(settings) << settings.error().reason;
  EXPECT_EQ(settings->listen, "::1");
  EXPECT_EQ(settings->port, 0);
  EXPECT_EQ(settings->certificate, "/c");
  EXPECT_EQ(settings->private_key, "/k");
  EXPECT_EQ(settings->ready_file, "/r");
  EXPECT_EQ(settings->access_log, "/a");
  EXPECT_EQ(settings->outbox, "/o");
  EXPECT_EQ(settings->keep_alive, std::chrono::milliseconds(500));
  EXPECT_EQ(settings->connections, 7);
  EXPECT_EQ(settings->code.length, 8);
  EXPECT_EQ(settings->code.lifetime, std::chrono::seconds(90));
  EXPECT_EQ(settings->code.attempts, 2);
  EXPECT_EQ(settings->send_limit.count, 4);
  EXPECT_EQ(settings->send_limit.span, std::chrono::minutes(15));
  ASSERT_EQ(settings->merchants.size(), 2U);
  EXPECT_EQ(settings->merchants[0].bearer_token, "C");
}

TEST(Settings, errors_say_file_line_and_column) {
  EXPECT_THAT(error_of("\n  prot = 1\n" + kMerchant), StartsWith("conf:2:3: unknown key prot"));
  EXPECT_THAT(error_of("[code]\nlifetme = \"5m\"\n" + kMerchant),
              StartsWith("conf:2:1: unknown key lifetme"));
  EXPECT_THAT(error_of(kMerchant + "key = \"x\"\n"), StartsWith("conf:4:1: unknown key key"));
  EXPECT_THAT(error_of("port = \"8443\"\n" + kMerchant), StartsWith("conf:1:8: port must be a whole number"));
  EXPECT_THAT(error_of("port =\n" + kMerchant), StartsWith("conf:1:"));
  EXPECT_THAT(error_of("[[merchant]]\napi_key = \"sk_1\"\n"),
              StartsWith("conf:1:1: merchant_id must be set"));
  EXPECT_THAT(error_of("[[merchant]]\nmerchant_id = \"A\"\napi_key = \"\"\n"),
              StartsWith("conf:3:11: api_key must be set"));
  EXPECT_THAT(error_of(kMerchant + kMerchant),
              StartsWith("conf:5:15: this merchant_id stands in an earlier"));
}

TEST(Settings, values_out_of_bounds_are_errors) {
  for (const char* line : {"port = -1",
                           "port = 65536",
                           "port = 1.0",
                           "listen = 1",
                           "keep_alive = 60",
                           "keep_alive = \"60\"",
                           "keep_alive = \"60 s\"",
                           "keep_alive = \"-1s\"",
                           "keep_alive = \"2h\"",
                           "keep_alive = \"99999999999s\"",
                           "connections = 0",
                           "code = 1",
                           "code.length = 3",
                           "code.length = 11",
                           "code.lifetime = \"0s\"",
                           "code.attempts = 0",
                           "code.send_limit = \"30\"",
                           "code.send_limit = \"0 per 1h\"",
                           "code.send_limit = \"30 per hour\"",
                           "port = 9223372036854775807"}) {
    EXPECT_THAT(error_of(std::string(line) + "\n" + kMerchant), HasSubstr(" must be ")) << line;
  }
  EXPECT_THAT(error_of("merchant = 1"), HasSubstr("must be a list of tables"));
}

TEST(Settings, certificate_and_key_go_together) {
  EXPECT_THAT(error_of("certificate = \"/c\"\n" + kMerchant), HasSubstr("go together"));
  EXPECT_THAT(error_of("private_key = \"/k\"\n" + kMerchant), HasSubstr("go together"));
}

TEST(Settings, errors_never_repeat_a_secret) {
  EXPECT_THAT(error_of("[[merchant]]\nmerchant_id = \"A\"\napi_key = [\"sk_secret\"]\n"),
              testing::Not(HasSubstr("sk_secret")));
}

TEST(Settings, a_file_that_everybody_can_read_is_refused) {
  const TemporaryFolder folder;
  write_file(folder / "conf", kMerchant, 0640);
  EXPECT_TRUE(load_settings(folder / "conf"));
  write_file(folder / "conf", kMerchant, 0644);
  const auto settings = load_settings(folder / "conf");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error().reason, HasSubstr("chmod o= "));
}

TEST(Settings, the_example_shows_every_key_at_its_default) {
  const std::string example = read_file(OZIBUS_EXAMPLE_CONFIG);
  ASSERT_FALSE(example.empty());
  EXPECT_THAT(error_of(example), HasSubstr("add a [[merchant]]"));  // nobody runs with a key from a manual
  std::istringstream lines(example);
  std::string live;
  std::size_t keys = 0;
  for (std::string line; std::getline(lines, line);) {
    // Keys are commented out by a bare "#", prose by "# ".
    if (line.size() > 1 && line[0] == '#' && line[1] != ' ') live += line.substr(1) + "\n";
    if (line.find('=') != std::string::npos && line.starts_with('#') && line[1] != ' ') ++keys;
  }
  const auto settings = parse_settings(live, "example");
  ASSERT_TRUE(settings) << settings.error().reason;
  expect_defaults(*settings);
  EXPECT_EQ(settings->merchants.size(), 1U);
  EXPECT_EQ(keys, 16U);
}

}  // namespace
}  // namespace ozibus::server
