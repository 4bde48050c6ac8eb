// SPDX-License-Identifier: Apache-2.0
#include "server/tls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/server/fakes.h"
#include "tests/unit/server/test_certificate.h"

namespace ozibus::server {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class TlsTest : public testing::Test {
 protected:
  [[nodiscard]] std::string error() const {
    const auto context = TlsContext::load(folder_ / "cert", folder_ / "key");
    return context ? "no error" : context.error().reason;
  }

  TemporaryFolder folder_;
  TestCertificate made_ = make_test_certificate();
};

TEST_F(TlsTest, takes_a_certificate_and_its_key) {
  write_file(folder_ / "cert", made_.certificate, 0644);
  write_file(folder_ / "key", made_.private_key, 0600);
  EXPECT_EQ(error(), "no error");
}

TEST_F(TlsTest, names_the_file_that_is_wrong) {
  write_file(folder_ / "key", made_.private_key, 0600);
  EXPECT_THAT(error(), StartsWith((folder_ / "cert") + ": no certificate"));
  write_file(folder_ / "cert", made_.certificate, 0644);
  write_file(folder_ / "key", "no key", 0600);
  EXPECT_THAT(error(), StartsWith((folder_ / "key") + ": no private key"));
  write_file(folder_ / "key", make_test_certificate().private_key, 0600);
  EXPECT_THAT(error(), StartsWith((folder_ / "key") + ": not the key of"));
}

TEST_F(TlsTest, refuses_a_key_that_everybody_can_read) {
  write_file(folder_ / "cert", made_.certificate, 0644);
  write_file(folder_ / "key", made_.private_key, 0644);
  EXPECT_THAT(error(), HasSubstr("run: chmod o= " + (folder_ / "key")));
}

}  // namespace
}  // namespace ozibus::server
