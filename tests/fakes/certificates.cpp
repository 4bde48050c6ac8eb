// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/certificates.h"

#include <array>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

namespace ozibus::fakes {
namespace {

constexpr int kDay = 24 * 60 * 60;

void need(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

struct FreeBio {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

std::string text_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  need(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extension");
  X509_EXTENSION_free(extension);
}

void set_name(X509_NAME* name, const char* common_name) {
  need(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                  reinterpret_cast<const unsigned char*>(common_name), -1, -1, 0) == 1,
       "name");
}

std::string random_hex() {
  std::array<unsigned char, 8> bytes{};
  std::array<char, 17> text{};
  need(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "random bytes");
  need(OPENSSL_buf2hexstr_ex(text.data(), text.size(), nullptr, bytes.data(), bytes.size(), '\0') == 1,
       "hex");
  return text.data();
}

Identity unsigned_identity(const char* common_name, const Wish& wish) {
  Identity identity{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
  X509* certificate = identity.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  BIGNUM* serial = nullptr;
  need(BN_hex2bn(&serial, random_hex().c_str()) > 0, "serial number");
  BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(certificate));
  BN_free(serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), static_cast<long>(wish.days_until_start) * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), static_cast<long>(wish.days_until_expiry) * kDay);
  X509_set_pubkey(certificate, identity.key.get());
  set_name(X509_get_subject_name(certificate), common_name);
  return identity;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* key) {
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  need(X509_sign(certificate, key, EVP_sha256()) > 0, "sign");
}

}  // namespace

std::string Identity::pin() const {
  unsigned char* der = nullptr;
  const int der_size = i2d_PUBKEY(key.get(), &der);
  need(der_size > 0, "public key");
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(der, static_cast<std::size_t>(der_size), digest.data());
  OPENSSL_free(der);
  std::array<unsigned char, SHA256_DIGEST_LENGTH * 2> base64{};
  EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
  return "sha256//" + std::string(reinterpret_cast<const char*>(base64.data()));
}

std::string Identity::key_pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  need(PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1, "key");
  return text_of(bio.get());
}

std::string Identity::certificate_pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  need(PEM_write_bio_X509(bio.get(), certificate.get()) == 1, "certificate");
  return text_of(bio.get());
}

Identity self_signed(const Wish& wish) {
  Identity identity = unsigned_identity("Test server", wish);
  X509* certificate = identity.certificate.get();
  add_extension(certificate, certificate, NID_subject_alt_name, wish.alternative_name);
  sign(certificate, certificate, identity.key.get());
  return identity;
}

// Each has a name of its own, or one would be taken for another whose signature is wrong.
Authority::Authority() : self_(unsigned_identity(("Test authority " + random_hex()).c_str(), {})) {
  X509* certificate = self_.certificate.get();
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign");
  sign(certificate, certificate, self_.key.get());
}

Identity Authority::issue(const Wish& wish) const {
  Identity identity = unsigned_identity("Test server", wish);
  X509* certificate = identity.certificate.get();
  add_extension(certificate, self_.certificate.get(), NID_subject_alt_name, wish.alternative_name);
  sign(certificate, self_.certificate.get(), self_.key.get());
  return identity;
}

}  // namespace ozibus::fakes
