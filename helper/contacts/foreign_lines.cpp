// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/foreign_lines.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace ozibus::contacts {
namespace {

// Compared byte by byte, all at once; a byte of the result has all bits set or none.
constexpr std::size_t kBlock = 16;
using Block [[gnu::vector_size(kBlock)]] = signed char;
using Words = std::array<std::uint64_t, kBlock / sizeof(std::uint64_t)>;

Block block_at(const char* bytes) noexcept {
  Block block;
  std::memcpy(&block, bytes, kBlock);
  return block;
}

bool has_any(const Block& marks) noexcept {
  std::uint64_t any = 0;
  for (const std::uint64_t word : std::bit_cast<Words>(marks))
    any |= word;
  return any != 0;
}

// The sum of all bytes, which must be below 256.
std::size_t sum_of(const Block& counts) noexcept {
  constexpr std::uint64_t kEachByte = 0x0101'0101'0101'0101;
  std::uint64_t sum = 0;
  for (const std::uint64_t word : std::bit_cast<Words>(counts))
    sum += word;
  return (sum * kEachByte) >> 56U;
}

static_assert(kStride % kBlock == 0 && kStride < 256);

}  // namespace

bool may_matter(const char* line, Beginning login) noexcept {
  return (line[0] == login.first && line[1] == login.second) || static_cast<signed char>(line[0]) <= '*';
}

std::optional<std::size_t> foreign_ends(const char* bytes, Beginning login) noexcept {
  const auto first = static_cast<signed char>(login.first);
  const auto second = static_cast<signed char>(login.second);
  Block ends{};
  Block beginnings{};
#pragma GCC unroll 16
  for (std::size_t at = 0; at < kStride; at += kBlock) {
    const Block newlines = block_at(bytes + at) == '\n';
    const Block begins = block_at(bytes + at + 1);
    const Block is_login = (begins == first) & (block_at(bytes + at + 2) == second);
    ends -= newlines;
    beginnings |= newlines & (is_login | (begins <= '*'));
  }
  if (has_any(beginnings)) return std::nullopt;
  return sum_of(ends);
}

}  // namespace ozibus::contacts
