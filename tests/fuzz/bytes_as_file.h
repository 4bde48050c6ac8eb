// SPDX-License-Identifier: Apache-2.0
// Bytes as a descriptor to read them from.
#pragma once

#include <string_view>

#include "base/unique_fd.h"

namespace ozibus::fuzz {

[[nodiscard]] base::UniqueFd as_file(std::string_view bytes);
// No read gives more than `piece` bytes. What does not fit into a pipe is cut off, of `bytes` as well.
[[nodiscard]] base::UniqueFd as_pieces(std::string_view& bytes, std::size_t piece);

}  // namespace ozibus::fuzz
