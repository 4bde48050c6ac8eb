// SPDX-License-Identifier: Apache-2.0
// Tells of many bytes at once that no line begins there which a look-up could be after.
#pragma once

#include <cstddef>
#include <optional>

namespace ozibus::contacts {

// A line that begins with `first`, a blank or '*'. Everything up to '*' counts: that is cheaper to tell.
[[nodiscard]] bool may_begin_with(char c, char first) noexcept;

inline constexpr std::size_t kStride = 240;

// How many lines end in so many bytes, unless one that may matter begins behind one of them. Looks at one
// byte more.
[[nodiscard]] std::optional<std::size_t> foreign_ends(const char* bytes, char first) noexcept;

}  // namespace ozibus::contacts
