// SPDX-License-Identifier: Apache-2.0
// The server's side of TLS: a certificate with its key, and version 1.2 as the floor.
#pragma once

#include <memory>
#include <string>

#include <openssl/ssl.h>

#include "server/error.h"

namespace ozibus::server {

struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, SslFree>;

class TlsContext {
 public:
  // Both PEM; the certificate's file may hold its chain, the key's must be private.
  [[nodiscard]] static Result<TlsContext> load(const std::string& certificate,
                                               const std::string& private_key);

  // A connection's session on this socket, not yet negotiated; nothing when memory is short.
  [[nodiscard]] SslPtr session(int socket) const;

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  using Pointer = std::unique_ptr<SSL_CTX, Free>;
  explicit TlsContext(Pointer context) : context_(std::move(context)) {}

  Pointer context_;
};

}  // namespace ozibus::server
