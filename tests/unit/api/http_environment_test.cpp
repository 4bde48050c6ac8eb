// SPDX-License-Identifier: Apache-2.0
// What a process inherits must not lead its secrets elsewhere.
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "tests/unit/api/http_bench.h"

namespace ozibus::api {
namespace {

using fakes::Receive;
using fakes::response;
using fakes::ScriptedServer;
using fakes::Send;

class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

TEST(HttpEnvironment, names_no_proxy) {
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}}});
  ScriptedServer proxy({{Receive{}, Send{response(200, kSuccess)}}});
  const Variable http("http_proxy", proxy.url(""));
  const Variable https("HTTPS_PROXY", proxy.url(""));
  const Variable all("ALL_PROXY", proxy.url(""));
  HttpBench bench;
  EXPECT_TRUE(bench.post(server.url()));
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_EQ(proxy.connections(), 0U);
}

TEST(HttpEnvironment, does_not_keep_requests_from_the_configured_proxy) {
  ScriptedServer proxy({{Receive{}, Send{"HTTP/1.1 403 Forbidden\r\n\r\n"}}});
  const Variable none("no_proxy", "*");
  HttpBench bench;
  bench.settings.proxy = proxy.url("");
  EXPECT_FALSE(bench.post("https://127.0.0.1:1/v1/send"));
  EXPECT_EQ(proxy.requests().size(), 1U);
}

// Plain HTTP is for this machine alone: a proxy could read the key, and answer in the service's place.
TEST(HttpProxy, gets_no_plain_request) {
  ScriptedServer server({{Receive{}, Send{response(200, kSuccess)}}});
  ScriptedServer proxy({{Receive{}, Send{response(200, kSuccess)}}});
  HttpBench bench;
  bench.settings.proxy = proxy.url("");
  EXPECT_TRUE(bench.post(server.url()));
  EXPECT_EQ(proxy.connections(), 0U);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpProxy, sees_no_key_of_what_goes_through_its_tunnel) {
  ScriptedServer proxy({{Receive{}, Send{"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"}}});
  HttpBench bench;
  bench.settings.proxy = proxy.url("");
  const HttpResult result = bench.post("https://api.test/v1/send");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Network) << "a proxy's refusal is no answer of the API";
  ASSERT_EQ(proxy.requests().size(), 1U);
  EXPECT_EQ(proxy.requests().front().line(), "CONNECT api.test:443 HTTP/1.1");
  EXPECT_EQ(proxy.requests().front().header("API-Key"), "");
  EXPECT_EQ(proxy.requests().front().header("Authorization"), "");
}

}  // namespace
}  // namespace ozibus::api
