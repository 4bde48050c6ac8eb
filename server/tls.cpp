// SPDX-License-Identifier: Apache-2.0
#include "server/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "base/wipe.h"
#include "server/private_file.h"

namespace ozibus::server {
namespace {

struct BioFree {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct KeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, KeyFree>;

// The error queue's last word, and an empty queue.
std::string openssl_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason == nullptr ? "unknown reason" : reason;
}

// Without this OpenSSL would ask for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

Result<KeyPtr> read_key(const std::string& path) {
  auto text = read_private_file(path);
  if (!text) return tl::unexpected(text.error());
  const std::unique_ptr<BIO, BioFree> bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
  KeyPtr key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr) : nullptr);
  base::wipe(*text);
  if (!key) {
    return failure(path + ": no private key in PEM form without a passphrase (" + openssl_reason() + ")");
  }
  return key;
}

}  // namespace

Result<TlsContext> TlsContext::load(const std::string& certificate, const std::string& private_key) {
  Pointer context(SSL_CTX_new(TLS_server_method()));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1) {
    return failure("OpenSSL can't serve TLS 1.2 or later: " + openssl_reason());
  }
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  // A write that could not finish is repeated from a buffer that may have moved.
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
    return failure(certificate + ": no certificate in PEM form (" + openssl_reason() + ")");
  }
  auto key = read_key(private_key);
  if (!key) return tl::unexpected(key.error());
  if (SSL_CTX_use_PrivateKey(context.get(), key->get()) != 1) {
    return failure(private_key + ": not the key of " + certificate + " (" + openssl_reason() + ")");
  }
  return TlsContext(std::move(context));
}

SslPtr TlsContext::session(int socket) const {
  SslPtr ssl(SSL_new(context_.get()));
  if (ssl && SSL_set_fd(ssl.get(), socket) != 1) ssl.reset();
  return ssl;
}

}  // namespace ozibus::server
