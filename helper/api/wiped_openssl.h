// SPDX-License-Identifier: Apache-2.0
// What passes through OpenSSL's buffers: keys and codes as they are sent.
#pragma once

#include "helper/error.h"

namespace ozibus::api {

// From here on all that OpenSSL gives back is overwritten (helper/wiping_heap.h), and without memory for it
// the process ends. An error when it has used its own heap already, so this comes before anything that
// hashes.
[[nodiscard]] Result<void> wipe_heap_of_openssl();

}  // namespace ozibus::api
