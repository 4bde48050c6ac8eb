// SPDX-License-Identifier: Apache-2.0
#include "helper/api/openssl_start.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace ozibus::api {

// Nothing is lost when these fail: TLS then does the same and says why it can't.

void leave_out_cipher_names() noexcept {
  ::OPENSSL_init_crypto(OPENSSL_INIT_NO_ADD_ALL_CIPHERS, nullptr);
}

void make_tls_ready() noexcept {
  ::RAND_status();
}

}  // namespace ozibus::api
