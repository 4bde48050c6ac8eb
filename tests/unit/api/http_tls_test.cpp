// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/http_bench.h"

namespace ozibus::api {
namespace {

using fakes::Receive;
using fakes::response;
using fakes::ScriptedServer;
using fakes::Send;
using testing::HasSubstr;

class HttpTls : public testing::Test {
 protected:
  HttpTls() {
    bench_.settings.ca_file = ca_file_;
    bench_.settings.ca_certificates = authority_.pem();
  }

  HttpResult post_to(const fakes::Identity& identity, int highest_version = 0) {
    server_.emplace(std::vector<fakes::Script>{{Receive{}, Send{response(200, kSuccess)}}},
                    fakes::Tls{identity, highest_version});
    return bench_.post(server_->url());
  }
  HttpFailure failure_at(const fakes::Identity& identity, int highest_version = 0) {
    const HttpResult result = post_to(identity, highest_version);
    EXPECT_FALSE(result);
    EXPECT_EQ(server_->requests().size(), 0U);
    return result ? HttpFailure{} : result.error();
  }

  fakes::Authority authority_;
  const std::string ca_file_ = "/etc/ozibus/ca.pem";
  HttpBench bench_;
  std::optional<ScriptedServer> server_;
};

TEST_F(HttpTls, trusts_a_server_that_ca_file_vouches_for) {
  const HttpResult result = post_to(authority_.issue());
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->body, kSuccess);
  EXPECT_EQ(server_->handshakes(), 1U);
}

TEST_F(HttpTls, speaks_tls12_and_nothing_older) {
  const fakes::Identity identity = authority_.issue();
  EXPECT_TRUE(post_to(identity, TLS1_2_VERSION));
  const HttpFailure failure = failure_at(identity, TLS1_1_VERSION);
  EXPECT_EQ(failure.kind, FailureKind::Tls);
  EXPECT_THAT(failure.text, HasSubstr("1.2 or later"));
}

TEST_F(HttpTls, does_not_trust_an_unknown_authority) {
  const HttpFailure failure = failure_at(fakes::Authority().issue());
  EXPECT_EQ(failure.kind, FailureKind::Tls);
  EXPECT_THAT(failure.text, HasSubstr("certificate not trusted (unable to get local issuer certificate)"));
  EXPECT_THAT(failure.text, HasSubstr("check " + ca_file_ + " and the clock"));
}

TEST_F(HttpTls, does_not_trust_without_ca_file_what_the_system_does_not_know) {
  bench_.settings.ca_file.clear();
  const HttpFailure failure = failure_at(authority_.issue());
  EXPECT_EQ(failure.kind, FailureKind::Tls);
  EXPECT_THAT(failure.text, HasSubstr("certificate not trusted"));
  EXPECT_THAT(failure.text, HasSubstr("ca_file"));
}

TEST_F(HttpTls, does_not_trust_an_expired_certificate) {
  const HttpFailure failure = failure_at(authority_.issue({.days_until_expiry = -1}));
  EXPECT_EQ(failure.kind, FailureKind::Tls);
  EXPECT_THAT(failure.text, HasSubstr("certificate has expired"));
}

TEST_F(HttpTls, does_not_trust_a_certificate_of_another_host) {
  for (const char* other : {"IP:127.0.0.2", "DNS:api.ozibus.com"}) {
    const HttpFailure failure = failure_at(authority_.issue({.alternative_name = other}));
    EXPECT_EQ(failure.kind, FailureKind::Tls);
    EXPECT_THAT(failure.text, HasSubstr("certificate is for another host"));
  }
}

TEST_F(HttpTls, takes_the_pinned_key) {
  const fakes::Identity identity = authority_.issue();
  bench_.settings.pinned_public_key = identity.pin();
  EXPECT_TRUE(post_to(identity));
}

TEST_F(HttpTls, refuses_any_key_but_the_pinned_one) {
  bench_.settings.pinned_public_key = authority_.issue().pin();
  const HttpFailure failure = failure_at(authority_.issue());
  EXPECT_EQ(failure.kind, FailureKind::Tls);
  EXPECT_THAT(failure.text, HasSubstr("not pinned_public_key"));
}

TEST_F(HttpTls, the_pinned_key_alone_is_no_trust) {
  const fakes::Identity identity = fakes::Authority().issue();
  bench_.settings.pinned_public_key = identity.pin();
  EXPECT_THAT(failure_at(identity).text, HasSubstr("certificate not trusted"));
}

TEST_F(HttpTls, says_that_ca_file_holds_nothing_it_can_read) {
  bench_.settings.ca_certificates = "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n";
  const HttpFailure failure = failure_at(authority_.issue());
  EXPECT_EQ(failure.kind, FailureKind::Tls);
  EXPECT_THAT(failure.text, HasSubstr(ca_file_));
}

TEST_F(HttpTls, makes_no_request_with_a_ca_file_that_nobody_read) {
  bench_.settings.ca_certificates.clear();
  EXPECT_EQ(failure_at(authority_.issue()).kind, FailureKind::Network);
}

TEST_F(HttpTls, is_not_spoken_by_a_plain_server) {
  ScriptedServer plain({{Send{"HTTP/1.1 400 Bad Request\r\n\r\n"}, fakes::Silence{}}});
  const std::string url = "https" + plain.url().substr(4);
  const HttpResult result = bench_.post(url);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FailureKind::Tls);
}

}  // namespace
}  // namespace ozibus::api
