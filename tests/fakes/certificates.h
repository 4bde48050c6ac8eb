// SPDX-License-Identifier: Apache-2.0
// A certificate authority that lives for one test: no key or certificate is kept with the sources,
// and none can run out.
#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace ozibus::fakes {

struct FreeKey {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const noexcept { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Certificate = std::unique_ptr<X509, FreeCertificate>;

struct Identity {
  Key key;
  Certificate certificate;

  // "sha256//BASE64" of the public key, as curl's pins are written.
  [[nodiscard]] std::string pin() const;
  [[nodiscard]] std::string key_pem() const;
  [[nodiscard]] std::string certificate_pem() const;
};

struct Wish {
  std::string alternative_name = "IP:127.0.0.1";  // or "DNS:name"
  int days_until_expiry = 1;                      // negative: expired
  int days_until_start = -30;                     // positive: not yet valid
};

// Signed by itself.
[[nodiscard]] Identity self_signed(const Wish& wish = {});

class Authority {
 public:
  Authority();
  [[nodiscard]] Identity issue(const Wish& wish = {}) const;
  [[nodiscard]] std::string pem() const { return self_.certificate_pem(); }

 private:
  Identity self_;
};

}  // namespace ozibus::fakes
