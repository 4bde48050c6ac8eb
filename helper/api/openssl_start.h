// SPDX-License-Identifier: Apache-2.0
// What OpenSSL does once in each process, and a login would have to wait for.
#pragma once

namespace ozibus::api {

// Spares the table of all ciphers by name, in which nobody looks: TLS finds its own in another way. To be
// called before anything that hashes, but after wipe_heap_of_openssl().
void leave_out_cipher_names() noexcept;

// Has the ciphers and random numbers ready that TLS begins with. Once they are, this does nothing: good for
// every moment in which there is nothing to do but wait.
void make_tls_ready() noexcept;

}  // namespace ozibus::api
