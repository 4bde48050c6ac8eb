// SPDX-License-Identifier: Apache-2.0
// What went wrong, for the administrator: one line that says what, where, and how to mend it, for
// example "/etc/ozibus/credentials: mode 0644 lets others read it; run: chmod 600 /etc/ozibus/credentials".
// Never a secret, never shown to the person who logs in.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace ozibus {

struct Error {
  std::string reason;
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(std::string reason) {
  return tl::unexpected<Error>(Error{std::move(reason)});
}

}  // namespace ozibus
