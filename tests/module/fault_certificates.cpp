// SPDX-License-Identifier: Apache-2.0
// Whoever answers cannot prove to be the service, and says that all is well.
#include <openssl/ssl.h>

#include "tests/module/fault.h"

namespace ozibus::module_tests {
namespace {

constexpr const char* kNames = Trust::kAlternativeNames;

struct Strangers {
  fakes::Identity late = trust().authority.issue({.alternative_name = kNames, .days_until_expiry = -1});
  fakes::Identity early = trust().authority.issue({.alternative_name = kNames, .days_until_start = 1});
  fakes::Identity elsewhere = trust().authority.issue({.alternative_name = "DNS:other.example"});
  fakes::Identity alone = fakes::self_signed({.alternative_name = kNames});
  fakes::Identity of_others = fakes::Authority().issue({.alternative_name = kNames});
  fakes::Identity other_key = trust().authority.issue({.alternative_name = kNames});

  fakes::Tls expired{late};
  fakes::Tls not_yet_valid{early};
  fakes::Tls wrong_host{elsewhere};
  fakes::Tls self_signed{alone};
  fakes::Tls unknown_authority{of_others};
  fakes::Tls not_pinned{other_key};
  fakes::Tls old_version{trust().right, TLS1_1_VERSION};
};

const Strangers& strangers() {
  static const Strangers strangers;
  return strangers;
}

Course from(const fakes::Tls* stranger) {
  return on_connection({fakes::StartTls{stranger}, fakes::Receive{}, fakes::Send{success()}});
}

}  // namespace

std::vector<Fault> faults_of_certificates() {
  const Strangers& all = strangers();
  return {
      {"certificate expired", from(&all.expired), kUnavailable, "certificate has expired"},
      {"certificate not yet valid", from(&all.not_yet_valid), kUnavailable, "certificate is not yet valid"},
      {"certificate for another host", from(&all.wrong_host), kUnavailable,
       "certificate is for another host"},
      {"certificate signed by itself", from(&all.self_signed), kUnavailable, "self-signed certificate"},
      {"certificate of an unknown authority", from(&all.unknown_authority), kUnavailable,
       "unable to get local issuer certificate"},
      {"public key is not the pinned one", from(&all.not_pinned), kUnavailable, "is not pinned_public_key",
       Ends::AtOnce, "pinned_public_key = \"" + trust().right.pin() + "\"\n"},
      {"TLS 1.1 and nothing newer", from(&all.old_version), kUnavailable, "TLS failed"},
  };
}

}  // namespace ozibus::module_tests
