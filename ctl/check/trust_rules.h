// SPDX-License-Identifier: Apache-2.0
// Whom the system's store of authorities makes everybody trust.
#pragma once

#include <string>

#include "ctl/check/finding.h"

namespace ozibus::ctl::check {

// Certificates behind a hash link in `folder` ("5ed36f99.0"), which OpenSSL trusts, that are not in the file
// ca-certificates.crt, which update-ca-certificates writes. Nothing where there is no such file.
[[nodiscard]] Findings judge_hash_links(const std::string& folder);

}  // namespace ozibus::ctl::check
