// SPDX-License-Identifier: Apache-2.0
// Tells of many bytes at once that no line begins there which a look-up could be after.
#pragma once

#include <cstddef>
#include <optional>

namespace ozibus::contacts {

// The first two bytes of the login that is looked up.
struct Beginning {
  char first;
  char second;
};

inline constexpr std::size_t kStride = 240;
// foreign_ends() looks at so many bytes more.
inline constexpr std::size_t kBeyond = 2;

// A line that begins so, or with a blank or '*'. Everything up to '*' counts: that is cheaper to tell.
[[nodiscard]] bool may_matter(const char* line, Beginning login) noexcept;

// How many lines end in kStride bytes, unless one that may matter begins behind one of them.
[[nodiscard]] std::optional<std::size_t> foreign_ends(const char* bytes, Beginning login) noexcept;

}  // namespace ozibus::contacts
