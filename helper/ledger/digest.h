// SPDX-License-Identifier: Apache-2.0
// SHA-256: names of files that no user's name can choose, and the check of what stands in them.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace ozibus::ledger {

using Digest = std::array<std::uint8_t, 32>;
// Half a digest, where many have to be kept: 128 bits still never meet by chance.
using Key = std::array<std::uint8_t, 16>;

// Each part goes in with its length, so that no other parts give the same digest.
[[nodiscard]] Digest digest_of(std::initializer_list<std::string_view> parts);
[[nodiscard]] Key key_of(std::initializer_list<std::string_view> parts);

[[nodiscard]] std::string hex(const Digest& digest);

}  // namespace ozibus::ledger
