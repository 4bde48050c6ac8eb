// SPDX-License-Identifier: Apache-2.0
#include "helper/config/config.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/unit/config/config_file.h"

namespace ozibus::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(Config, has_a_default_for_every_key) {
  const auto config = ConfigFile().load("");
  ASSERT_TRUE(config) << config.error().reason;
  EXPECT_THAT(config->api.base_urls,
              ElementsAre("https://api.ozibus.com/v1", "https://api.ozibus.com.au/v1"));
  EXPECT_EQ(config->api.credentials_file, "/etc/ozibus/credentials");
  EXPECT_EQ(config->api.send_endpoint, "send");
  EXPECT_EQ(config->api.connect_timeout, 5s);
  EXPECT_EQ(config->api.request_timeout, 10s);
  EXPECT_EQ(config->api.ca_file, "");
  EXPECT_EQ(config->api.pinned_public_key, "");
  EXPECT_EQ(config->api.proxy, "");
  EXPECT_EQ(config->users.map, "/etc/ozibus/users.map");
  const login::Exemptions& exemptions = config->users.exemptions;
  EXPECT_EQ(exemptions.unenrolled, login::Unenrolled::Deny);
  EXPECT_THAT(exemptions.users, IsEmpty());
  EXPECT_THAT(exemptions.groups, IsEmpty());
  EXPECT_THAT(exemptions.required_groups, IsEmpty());
  EXPECT_THAT(exemptions.networks, IsEmpty());
  EXPECT_EQ(exemptions.result, login::ExemptResult::Ignore);
  EXPECT_TRUE(config->prompt.echo);
  EXPECT_FALSE(config->prompt.ask_first);
  EXPECT_EQ(config->prompt.attempts, 3);
  EXPECT_EQ(config->prompt.resends, 2);
  EXPECT_EQ(config->prompt.resend_wait, 20s);
  EXPECT_EQ(config->prompt.show_contact, login::ShowContact::Masked);
  EXPECT_EQ(config->prompt.login_timeout, 110s);
  EXPECT_EQ(config->policy.mode, login::Mode::Enforce);
  EXPECT_EQ(config->policy.on_unavailable, login::OnUnavailable::Deny);
  EXPECT_EQ(config->ledger.remember, 0s);
  EXPECT_EQ(config->ledger.send_limit, (text::Limit{5, 15min}));
  EXPECT_EQ(config->ledger.send_limit_host, (text::Limit{20, 15min}));
  EXPECT_EQ(config->ledger.lockout, (text::Limit{10, 1h}));
  EXPECT_EQ(config->ledger.state_dir, "/var/lib/ozibus");
  EXPECT_EQ(config->log.facility, LOG_AUTHPRIV);
  EXPECT_EQ(config->log.level, process::Severity::Info);
}

TEST(Config, takes_every_key_from_the_file) {
  const ConfigFile file;
  const std::string certificates = "-----BEGIN CERTIFICATE-----\n";
  const std::string ca_file = file.folder().write("ca.pem", certificates, 0644);
  const auto config = file.load(R"(
[api]
base_urls = [
  "https://otp.example.com:8443/v1/",   # a comment within
  "http://127.0.0.1:8080",
]
credentials_file = "/srv/credentials"
send_endpoint = "get_otp"
connect_timeout = "100ms"
request_timeout = "60s"
ca_file = ")" + ca_file + R"("
pinned_public_key = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
proxy = "socks5h://proxy.example.com:1080"
[users]
map = "/srv/users.map"
unenrolled = "skip"
exempt_users = ["backup", "deploy"]
exempt_groups = ["robots"]
required_groups = ["staff", "domain users"]
exempt_networks = ["10.0.0.0/8", "2001:DB8::/32", "203.0.113.5"]
exempt_result = "success"
[prompt]
echo = false
ask_first = true
attempts = 10
resends = 0
resend_wait = "0s"
show_contact = "hidden"
login_timeout = "10m"
[policy]
mode = "observe"
on_unavailable = "allow"
remember = "90d"
send_limit = "50 per 7d"
send_limit_host = "200 per 1s"
lockout = "1 per 90s"
state_dir = "/srv/ozibus"
[log]
facility = "local7"
level = "debug"
)");
  ASSERT_TRUE(config) << config.error().reason;
  EXPECT_THAT(config->api.base_urls, ElementsAre("https://otp.example.com:8443/v1", "http://127.0.0.1:8080"));
  EXPECT_EQ(config->api.credentials_file, "/srv/credentials");
  EXPECT_EQ(config->api.send_endpoint, "get_otp");
  EXPECT_EQ(config->api.connect_timeout, 100ms);
  EXPECT_EQ(config->api.request_timeout, 60s);
  EXPECT_EQ(config->api.ca_file, ca_file);
  EXPECT_EQ(config->api.ca_certificates, certificates);
  EXPECT_EQ(config->api.pinned_public_key, "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  EXPECT_EQ(config->api.proxy, "socks5h://proxy.example.com:1080");
  EXPECT_EQ(config->users.map, "/srv/users.map");
  const login::Exemptions& exemptions = config->users.exemptions;
  EXPECT_EQ(exemptions.unenrolled, login::Unenrolled::Skip);
  EXPECT_THAT(exemptions.users, ElementsAre("backup", "deploy"));
  EXPECT_THAT(exemptions.groups, ElementsAre("robots"));
  EXPECT_THAT(exemptions.required_groups, ElementsAre("staff", "domain users"));
  EXPECT_THAT(exemptions.networks,
              ElementsAre(text::Network::parse("10.0.0.0/8"), text::Network::parse("2001:db8::/32"),
                          text::Network::parse("203.0.113.5/32")));
  EXPECT_EQ(exemptions.result, login::ExemptResult::Success);
  EXPECT_FALSE(config->prompt.echo);
  EXPECT_TRUE(config->prompt.ask_first);
  EXPECT_EQ(config->prompt.attempts, 10);
  EXPECT_EQ(config->prompt.resends, 0);
  EXPECT_EQ(config->prompt.resend_wait, 0s);
  EXPECT_EQ(config->prompt.show_contact, login::ShowContact::Hidden);
  EXPECT_EQ(config->prompt.login_timeout, 10min);
  EXPECT_EQ(config->policy.mode, login::Mode::Observe);
  EXPECT_EQ(config->policy.on_unavailable, login::OnUnavailable::Allow);
  EXPECT_EQ(config->ledger.remember, std::chrono::days(90));
  EXPECT_EQ(config->ledger.send_limit, (text::Limit{50, std::chrono::days(7)}));
  EXPECT_EQ(config->ledger.send_limit_host, (text::Limit{200, 1s}));
  EXPECT_EQ(config->ledger.lockout, (text::Limit{1, 90s}));
  EXPECT_EQ(config->ledger.state_dir, "/srv/ozibus");
  EXPECT_EQ(config->log.facility, LOG_LOCAL7);
  EXPECT_EQ(config->log.level, process::Severity::Debug);
}

TEST(Config, takes_every_way_to_write_toml) {
  for (const std::string text :
       {"prompt.attempts = 5", "prompt = { attempts = 5 }", "[prompt]\n'attempts' = 0x5",
        "[prompt]\r\nattempts = 5\r\n", "\xef\xbb\xbf[prompt]\nattempts = +5"}) {
    const auto config = ConfigFile().load(text);
    ASSERT_TRUE(config) << text << ": " << config.error().reason;
    EXPECT_EQ(config->prompt.attempts, 5) << text;
  }
}

TEST(Config, refuses_what_it_does_not_know_and_says_where) {
  const struct {
    std::string text;
    std::string place;
    std::string what;
  } cases[] = {
      {"[api]\nbase_url = \"https://x\"",
       ":2:1: ", "unknown key \"base_url\"; in [api] can stand: base_urls "},
      {"[prompt]\necho = true\n  atempts = 3",
       ":3:3: ", "unknown key \"atempts\"; in [prompt] can stand: echo "},
      {"[prompt]\nEcho = true", ":2:1: ", "unknown key \"Echo\""},
      {"[prompt]\nmap = \"/x\"", ":2:1: ", "unknown key \"map\""},
      {"[users]\nexempt_user = []", ":2:1: ",
       "unknown key \"exempt_user\"; in [users] can stand: map unenrolled exempt_users exempt_groups "
       "required_groups exempt_networks exempt_result"},
      {"[users]\nmode = \"observe\"", ":2:1: ", "unknown key \"mode\""},
      {"[policy]\nmodes = \"observe\"", ":2:1: ",
       "unknown key \"modes\"; in [policy] can stand: mode on_unavailable remember send_limit "
       "send_limit_host lockout state_dir"},
      {"[policy]\nexempt_users = []", ":2:1: ", "unknown key \"exempt_users\""},
      {"[log]\n\n[policies]\n", ":3:2: ", "the sections are [api] [users] [prompt] [policy] [log]"},
      {"[API]", ":1:2: ", "unknown key: there is no section \"API\""},
      {"[api.more]\nx = 1", ":1:6: ", "unknown key \"more\"; in [api]"},
      {"attempts = 3", ":1:1: ", "unknown key \"attempts\" outside of any section"},
      {"api = 3", ":1:1: ", "unknown key \"api\" outside of any section"},
      {"[[api]]\nproxy = \"\"", ":1:", "unknown key \"api\" outside of any section"},
      {"[prompt]\n\"\" = 3", ":2:1: ", "unknown key \"\""},
      {"[prompt]\n\"a\\u001b[31m\\n\\u00e4\" = 3", ":2:1: ", "unknown key \"a?[31m???\""},
      {"[prompt]\n" + std::string(100, 'k') + " = 3",
       ":2:1: ", "unknown key \"" + std::string(40, 'k') + "...\""},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(ConfigFile().refusal(c.text), StartsWith(c.place)) << c.text;
    EXPECT_THAT(ConfigFile().refusal(c.text), HasSubstr(c.what)) << c.text;
  }
}

TEST(Config, reports_the_first_mistake_of_the_file) {
  EXPECT_THAT(ConfigFile().refusal("[prompt]\nresends = 99\nattempts = 99\n[api]\nzzz = 1"),
              StartsWith(":2:11: "));
  EXPECT_THAT(ConfigFile().refusal("z = 1\na = 1\n"), StartsWith(":1:1: "));
}

TEST(Config, says_what_to_write_instead_of_a_wrong_value) {
  const struct {
    std::string text;
    std::string reason;
  } cases[] = {
      {"[prompt]\nattempts = 11", ":2:12: wrong value for attempts; write a whole number from 1 to 10"},
      {"[prompt]\necho = \"yes\"", ":2:8: wrong value for echo; write true or false"},
      {"[prompt]\nlogin_timeout = 90",
       ":2:17: wrong value for login_timeout; write a duration in quotes, from \"5s\" to \"10m\""},
      {"[prompt]\nshow_contact = \"full\"",
       ":2:16: wrong value for show_contact; write one of \"masked\" \"hidden\""},
      {"[users]\nmap = \"users.map\"", ":2:7: wrong value for map; write an absolute path in quotes"},
      {"[users]\nunenrolled = \"allow\"",
       ":2:14: wrong value for unenrolled; write one of \"deny\" \"skip\""},
      {"[users]\nexempt_result = true",
       ":2:17: wrong value for exempt_result; write one of \"ignore\" \"success\""},
      {"[policy]\nmode = \"off\"", ":2:8: wrong value for mode; write one of \"enforce\" \"observe\""},
      {"[policy]\non_unavailable = \"skip\"",
       ":2:18: wrong value for on_unavailable; write one of \"deny\" \"allow\""},
      {"[policy]\nremember = \"91d\"",
       ":2:12: wrong value for remember; write a duration in quotes, from \"0s\" to \"90d\""},
      {"[policy]\nsend_limit = 5",
       ":2:14: wrong value for send_limit; write \"N per DURATION\", N from 1 to 50 and the duration from "
       "\"1s\" to "
       "\"7d\""},
      {"[policy]\nsend_limit_host = \"201 per 15m\"",
       ":2:19: wrong value for send_limit_host; write \"N per DURATION\", N from 1 to 200 and the duration "
       "from "
       "\"1s\" to \"7d\""},
  };
  for (const auto& c : cases)
    EXPECT_EQ(ConfigFile().refusal(c.text), c.reason);
}

TEST(Config, says_which_base_url_is_wrong) {
  EXPECT_THAT(
      ConfigFile().refusal("[api]\nbase_urls = [\n  \"https://good.example\",\n  \"http://bad.example\"]"),
      StartsWith(":4:3: wrong value for base_urls; write a list of 1 to 8 different texts in quotes, each "
                 "\"https://HOST[:PORT][/PATH]\""));
}

TEST(Config, says_which_name_or_network_is_wrong) {
  const std::string names =
      "write a list of 0 to 1000 different texts in quotes, each a name without control characters";
  const std::string networks =
      "write a list of 0 to 1000 different networks in quotes, each an address or \"ADDRESS/PREFIX\" with no "
      "bit "
      "set behind its prefix, such as \"10.0.0.0/8\" or \"2001:db8::/32\"";
  const struct {
    std::string text;
    std::string reason;
  } cases[] = {
      {"exempt_users = \"backup\"", ":2:16: wrong value for exempt_users; " + names},
      {"exempt_users = [\"a\", \"b\",\n \"\"]", ":3:2: wrong value for exempt_users; " + names},
      {"exempt_groups = [\"a\", \"b\", \"a\"]", ":2:28: wrong value for exempt_groups; " + names},
      {"required_groups = [\n  \"a\",\n  10\n]", ":4:3: wrong value for required_groups; " + names},
      {"exempt_networks = \"10.0.0.0/8\"", ":2:19: wrong value for exempt_networks; " + networks},
      {"exempt_networks = [\n  \"10.0.0.0/8\",  # the office\n    \"192.0.2.1/24\",\n]",
       ":4:5: wrong value for exempt_networks; " + networks},
      {"exempt_networks = [\"10.0.0.0/8\", \"vpn.example.com\"]",
       ":2:34: wrong value for exempt_networks; " + networks},
      {"exempt_networks = [\"10.0.0.0/8\", \"::ffff:10.0.0.0/104\"]",
       ":2:34: wrong value for exempt_networks; " + networks},
  };
  for (const auto& c : cases)
    EXPECT_EQ(ConfigFile().refusal("[users]\n" + c.text), c.reason);
}

TEST(Config, refuses_what_is_not_toml_and_says_where) {
  const struct {
    std::string text;
    std::string place;
  } cases[] = {
      {"[api", ":1:5: "},
      {"[api]\nproxy = ", ":2:"},
      {"[api]\nproxy = unquoted", ":2:9: "},
      {"[api]\nproxy = \"open\n", ":2:"},
      {"[api]\nproxy = \"\"\nproxy = \"\"", ":3:"},
      {"[api]\n[api]\n", ":2:"},
      {"[prompt]\nattempts = 99999999999999999999", ":2:"},
      {"[prompt]\nattempts = 3 resends = 2", ":2:"},
      {"hello", ":1:"},
      {"\xff\xfe[\0a", ":1:1: "},
      {"[api]\nproxy = \"\xff\"", ":2:"},
      {std::string("[api]\n\0", 7), ":2:"},
      {"x = " + std::string(5000, '['), ":1:"},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(ConfigFile().refusal(c.text), StartsWith(c.place)) << c.text.substr(0, 40);
    EXPECT_THAT(ConfigFile().refusal(c.text), HasSubstr("; mend the TOML there")) << c.text.substr(0, 40);
  }
}

// Whoever can write to it decides which server is the service.
TEST(Config, judges_the_ca_file_as_it_judges_itself) {
  const ConfigFile file;
  const auto refusal_with = [&file](const std::string& ca_file) {
    const auto config = file.load("[api]\nca_file = \"" + ca_file + "\"\n");
    return config ? "" : config.error().reason;
  };
  const std::string good = file.folder().write("ca.pem", "-----BEGIN CERTIFICATE-----\n", 0644);
  EXPECT_EQ(refusal_with(good), "");
  const std::string lax = file.folder().write("lax.pem", "-----BEGIN CERTIFICATE-----\n", 0666);
  EXPECT_THAT(refusal_with(lax), StartsWith(lax + ": "));
  EXPECT_THAT(refusal_with(lax), HasSubstr("chmod"));
  const std::string other = file.folder().write("other.pem", "no certificate", 0644);
  EXPECT_EQ(refusal_with(other), other + ": holds no certificate in PEM form; correct ca_file");
  EXPECT_THAT(refusal_with(file.folder().path("missing.pem")), HasSubstr("No such file"));
}

// The client bounds each step by the request as a whole, so a short request_timeout alone will do.
TEST(Config, takes_a_request_timeout_below_the_connect_timeout) {
  EXPECT_EQ(ConfigFile().refusal("[api]\nrequest_timeout = \"2s\""), "");
}

TEST(Config, refuses_a_file_that_is_missing_or_could_be_written_by_others) {
  const ConfigFile file;
  const auto missing = load_config(file.path());
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().reason, StartsWith(file.path() + ": No such file or directory; "));

  const auto loose = load_config(file.folder().write("loose", "", 0666));
  ASSERT_FALSE(loose);
  EXPECT_THAT(loose.error().reason, HasSubstr("mode 0666 lets others change it; run: chmod go-w "));

  EXPECT_FALSE(load_config(file.folder().path()));
  EXPECT_FALSE(load_config("ozibus.conf"));
  EXPECT_FALSE(load_config(""));
}

TEST(Config, refuses_a_file_that_is_too_large) {
  const std::string line = "# " + std::string(1021, 'x') + "\n";
  std::string text;
  for (int i = 0; i < 256; ++i)
    text += line;
  ASSERT_EQ(text.size(), 256U * 1024);
  EXPECT_EQ(ConfigFile().refusal(text), "");
  EXPECT_EQ(ConfigFile().refusal(text + "\n"), ": is longer than 262144 bytes; shorten it");
}

}  // namespace
}  // namespace ozibus::config
