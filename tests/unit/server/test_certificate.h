// SPDX-License-Identifier: Apache-2.0
// A self-signed certificate for 127.0.0.1, made for one test.
#pragma once

#include <string>

namespace ozibus::server {

struct TestCertificate {
  std::string certificate;  // PEM
  std::string private_key;  // PEM
};

[[nodiscard]] TestCertificate make_test_certificate();

}  // namespace ozibus::server
