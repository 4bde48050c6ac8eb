// SPDX-License-Identifier: Apache-2.0
// What an errno means, in English whatever the locale, and never null: some errors that come from
// drivers, file systems or a seccomp filter have no text.
#pragma once

#include <string.h>

namespace ozibus::base {

[[nodiscard]] inline const char* errno_text(int error) noexcept {
  const char* text = ::strerrordesc_np(error);
  return text != nullptr ? text : "unknown error";
}

}  // namespace ozibus::base
