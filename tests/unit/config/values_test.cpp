// SPDX-License-Identifier: Apache-2.0
// Which values each key takes.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "helper/config/keys.h"
#include "tests/unit/config/config_file.h"

namespace ozibus::config {
namespace {

using testing::HasSubstr;

struct Values {
  std::string section;
  std::string key;
  std::vector<std::string> good;
  std::vector<std::string> bad;
};

const std::string kPin = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::vector<std::string> urls(std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i)
    list += "\"https://" + std::to_string(i) + ".example\",";
  return {list + "]"};
}

std::vector<Values> all_values() {
  return {
      {"api",
       "base_urls",
       {R"(["https://a.example"])", R"(["https://a.example/", "https://a.example/v1"])", urls(8).front()},
       {"[]", R"("https://a.example")", R"(["a.example"])", R"(["https://a.example", 1])",
        R"([["https://a.example"]])", R"([""])", R"(["https://a.example", "https://a.example/"])",
        urls(9).front(), "{}", "true"}},
      {"api",
       "credentials_file",
       {R"("/c")", R"("/a b/\u00e4")"},
       {R"("")", R"("c")", R"("./c")", R"("~/c")", R"("/c\u0000")", R"("/c\n")", R"("/c\u007f")", "1",
        R"(["/c"])"}},
      {"api",
       "send_endpoint",
       {R"("send")", R"("get_otp")"},
       {R"("")", R"("Send")", R"("/send")", R"("verify")", "1"}},
      {"api",
       "connect_timeout",
       {R"("100ms")", R"("5s")", R"("10s")", R"("10000ms")"},
       {R"("99ms")", R"("0s")", R"("61s")", R"("60001ms")", R"("5")", "5", "5.0", R"("")", R"("1h")",
        R"("5 s")"}},
      {"api",
       "request_timeout",
       {R"("100ms")", R"("5s")", R"("60s")", R"("1m")"},
       {R"("99ms")", R"("61s")", "10"}},
      {"api", "ca_file", {R"("")"}, {R"("ca.pem")", R"("/\u0000")", "false"}},
      {"api",
       "pinned_public_key",
       {R"("")", "\"" + kPin + "\""},
       {"\"" + kPin.substr(8) + "\"", "\"" + kPin + ";" + kPin + "\"", "\"SHA256//" + kPin.substr(8) + "\"",
        "\"" + kPin.substr(0, kPin.size() - 1) + "\"", "\"" + kPin.substr(0, kPin.size() - 1) + "A\"",
        "\"" + kPin.substr(0, kPin.size() - 2) + "==\"", R"("sha256//=")", R"("sha256//")", R"("/key.pem")",
        R"("sha256//47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")",
        R"("sha256//47DEQpj8HBSa /TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")", "1"}},
      {"api",
       "proxy",
       {R"("")", R"("http://proxy.example:3128")"},
       {R"("proxy.example:3128")", R"("none")", "false"}},
      {"users", "map", {R"("/m")"}, {R"("")", R"("m")", "1", "true"}},
      {"prompt", "echo", {"true", "false"}, {"1", "0", R"("true")", R"("")", "[true]"}},
      {"prompt", "ask_first", {"true", "false"}, {"1", R"("no")"}},
      {"prompt",
       "attempts",
       {"1", "10", "0xA", "1_0"},
       {"0", "11", "-1", "3.0", R"("3")", "true", "4294967297", "-4294967293", "9223372036854775807",
        "-9223372036854775808", "inf", "nan", "2023-01-01"}},
      {"prompt", "resends", {"0", "10"}, {"-1", "11", R"("2")", "false"}},
      {"prompt",
       "resend_wait",
       {R"("0s")", R"("0ms")", R"("10m")"},
       {R"("601s")", R"("-1s")", "20", R"("11m")"}},
      {"prompt",
       "show_contact",
       {R"("masked")", R"("hidden")"},
       {R"("")", R"("Masked")", R"("shown")", R"("masked ")", "true"}},
      {"prompt", "login_timeout", {R"("5s")", R"("10m")"}, {R"("4999ms")", R"("0s")", R"("601s")", "110"}},
      {"log",
       "facility",
       {R"("auth")", R"("authpriv")", R"("daemon")", R"("user")", R"("local0")", R"("local1")", R"("local2")",
        R"("local3")", R"("local4")", R"("local5")", R"("local6")", R"("local7")"},
       {R"("")", R"("AUTH")", R"("local8")", R"("kern")", R"("mail")", "10", R"("LOG_AUTH")"}},
      {"log",
       "level",
       {R"("error")", R"("warning")", R"("notice")", R"("info")", R"("debug")"},
       {R"("")", R"("err")", R"("crit")", R"("INFO")", "6"}},
  };
}

TEST(Values, are_listed_here_for_every_key) {
  const auto values = all_values();
  ASSERT_EQ(values.size(), keys().size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(values[i].section, keys()[i].section);
    EXPECT_EQ(values[i].key, keys()[i].name);
  }
}

TEST(Values, are_taken_when_good) {
  const ConfigFile file;
  for (const Values& values : all_values()) {
    for (const auto& value : values.good) {
      EXPECT_EQ(file.refusal("[" + values.section + "]\n" + values.key + " = " + value), "");
    }
  }
}

TEST(Values, are_refused_when_bad_by_name) {
  const ConfigFile file;
  for (const Values& values : all_values()) {
    for (const auto& value : values.bad) {
      const std::string text = "[" + values.section + "]\n" + values.key + " = " + value;
      EXPECT_THAT(file.refusal(text), testing::StartsWith(":2:")) << text;
      EXPECT_THAT(file.refusal(text), HasSubstr(values.key)) << text;
    }
  }
}

TEST(Values, reach_the_right_facility_and_level) {
  const ConfigFile file;
  const struct {
    std::string word;
    int facility;
  } facilities[] = {
      {"auth", LOG_AUTH},     {"authpriv", LOG_AUTHPRIV}, {"daemon", LOG_DAEMON}, {"user", LOG_USER},
      {"local0", LOG_LOCAL0}, {"local1", LOG_LOCAL1},     {"local2", LOG_LOCAL2}, {"local3", LOG_LOCAL3},
      {"local4", LOG_LOCAL4}, {"local5", LOG_LOCAL5},     {"local6", LOG_LOCAL6}, {"local7", LOG_LOCAL7},
  };
  for (const auto& f : facilities)
    EXPECT_EQ(file.load("log.facility = '" + f.word + "'")->log.facility, f.facility);
  const struct {
    std::string word;
    process::Severity level;
  } levels[] = {
      {"error", process::Severity::Error},   {"warning", process::Severity::Warning},
      {"notice", process::Severity::Notice}, {"info", process::Severity::Info},
      {"debug", process::Severity::Debug},
  };
  for (const auto& l : levels)
    EXPECT_EQ(file.load("log.level = '" + l.word + "'")->log.level, l.level);
}

}  // namespace
}  // namespace ozibus::config
