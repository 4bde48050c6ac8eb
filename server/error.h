// SPDX-License-Identifier: Apache-2.0
// What went wrong, for whoever runs the server: one line that says what, where and how to mend it.
// Never a secret.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace ozibus::server {

struct Error {
  std::string reason;
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(std::string reason) {
  return tl::unexpected<Error>(Error{std::move(reason)});
}

}  // namespace ozibus::server
