// SPDX-License-Identifier: Apache-2.0
// Which values each key takes.
#include <cstddef>
#include <string>
#include <string_view>
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

// `count` texts, each with its number within.
std::string list(std::size_t count, std::string_view before, std::string_view behind) {
  std::string text = "[";
  for (std::size_t i = 0; i < count; ++i)
    text.append("\"").append(before).append(std::to_string(i)).append(behind).append("\",");
  return text + "]";
}

Values names(const std::string& key) {
  return {"users",
          key,
          {"[]", R"(["a"])", R"(["a", "A", " a", "b c", "\u00e4", "DOM\\a", "a$", "@a", "*"])",
           list(1000, "u", "")},
          {R"([""])", R"(["a", "a"])", R"(["a", ""])", R"(["a\n"])", R"(["\u0000"])", R"(["a\u007f"])",
           R"(["a\tb"])", R"(["a", 1])", R"([["a"]])", R"([true])", R"("a")", R"("")", "1", "true", "{}",
           list(1001, "u", "")}};
}

Values limit(const std::string& key, int most) {
  const std::string highest = std::to_string(most);
  const std::string too_high = std::to_string(most + 1);
  return {"policy",
          key,
          {R"("1 per 1s")", R"("5 per 15m")", R"("1 per 1000ms")", "\"" + highest + " per 7d\"",
           R"("1 per 168h")"},
          {R"("0 per 15m")",
           "\"" + too_high + " per 15m\"",
           R"("5 per 999ms")",
           R"("5 per 0s")",
           R"("5 per 8d")",
           R"("5 per 604801s")",
           R"("-1 per 15m")",
           R"("05 per 15m")",
           R"("4294967297 per 15m")",
           R"("5")",
           R"("15m")",
           R"("5 per")",
           R"("5 per 15")",
           R"("5/15m")",
           R"("")",
           R"("0")",
           "5",
           "0",
           "false",
           R"(["5 per 15m"])",
           "[5, \"15m\"]"}};
}

std::vector<Values> all_values() {
  return {
      {"api",
       "base_urls",
       {R"(["https://a.example"])", R"(["https://a.example/", "https://a.example/v1"])",
        list(8, "https://", ".example")},
       {"[]", R"("https://a.example")", R"(["a.example"])", R"(["https://a.example", 1])",
        R"([["https://a.example"]])", R"([""])", R"(["https://a.example", "https://a.example/"])",
        list(9, "https://", ".example"), "{}", "true"}},
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
      {"users",
       "unenrolled",
       {R"("deny")", R"("skip")"},
       {R"("")", R"("Deny")", R"("allow")", R"("skip ")", "true", "false", R"(["skip"])"}},
      names("exempt_users"),
      names("exempt_groups"),
      names("required_groups"),
      {"users",
       "exempt_networks",
       {"[]", R"(["10.0.0.0/8", "2001:db8::/32", "203.0.113.5", "::1", "0.0.0.0/0", "::/0"])",
        R"(["10.8.0.0/13", "2001:db8:0:0:8000::/65", "::ffff:192.0.2.0/120"])", list(256, "10.0.0.", "/32"),
        list(1000, "2001:db8::", "")},
       {R"([""])", R"(["10.0.0.1/8"])", R"(["10.0.0.0/33"])", R"(["10.0.0.0/"])", R"(["localhost"])",
        R"(["*.example.com"])", R"(["fe80::1%eth0"])", R"(["10.0.0.0/8\u0000"])",
        R"(["10.0.0.0/8", "10.0.0.0/8"])", R"(["10.0.0.1", "10.0.0.1/32"])", R"(["10.0.0.0/8", 10])",
        R"([["10.0.0.0/8"]])", R"("10.0.0.0/8")", "{}", "true", list(1001, "2001:db8::", "")}},
      {"users",
       "exempt_result",
       {R"("ignore")", R"("success")"},
       {R"("")", R"("SUCCESS")", R"("PAM_SUCCESS")", R"("deny")", "true", "0"}},
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
      {"policy",
       "mode",
       {R"("enforce")", R"("observe")"},
       {R"("")", R"("Observe")", R"("off")", R"("enforce ")", "true", "0"}},
      {"policy",
       "on_unavailable",
       {R"("deny")", R"("allow")"},
       {R"("")", R"("Allow")", R"("skip")", R"("allow\n")", "true", "false"}},
      {"policy",
       "remember",
       {R"("0s")", R"("1ms")", R"("8h")", R"("90d")", R"("2160h")"},
       {R"("91d")", R"("2161h")", R"("-1s")", R"("forever")", R"("")", "0", "28800", "false"}},
      limit("send_limit", 50),
      limit("send_limit_host", 200),
      limit("lockout", 50),
      {"policy",
       "state_dir",
       {R"("/s")", R"("/srv/a b")"},
       {R"("")", R"("state")", R"("./s")", R"("~/s")", R"("/s\u0000")", R"("/s\n")", "1", R"(["/s"])"}},
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
