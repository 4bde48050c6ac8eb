// SPDX-License-Identifier: Apache-2.0
// The words behind pam_ozibus.so in a PAM service file.
#pragma once

#include <span>

#include <tl/expected.hpp>

namespace ozibus::pam_ozibus {

struct Arguments {
  const char* config_path;  // config=PATH
  const char* helper_path;  // helper=PATH
  bool debug = false;       // debug
};

// Pointers into `words`, or to the built-in paths. The error is the word that is not understood: an
// unknown one, or a path that is not absolute or longer than the protocol carries.
[[nodiscard]] tl::expected<Arguments, const char*> parse_arguments(
    std::span<const char* const> words) noexcept;

}  // namespace ozibus::pam_ozibus
