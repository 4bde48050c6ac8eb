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

Block may_begin_with(const Block& bytes, char first) noexcept {
  return (bytes == static_cast<signed char>(first)) | (bytes <= '*');
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

bool may_begin_with(char c, char first) noexcept {
  return c == first || static_cast<signed char>(c) <= '*';
}

std::optional<std::size_t> foreign_ends(const char* bytes, char first) noexcept {
  Block ends{};
  Block beginnings{};
  for (std::size_t at = 0; at < kStride; at += kBlock) {
    const Block newlines = block_at(bytes + at) == '\n';
    ends -= newlines;
    beginnings |= newlines & may_begin_with(block_at(bytes + at + 1), first);
  }
  if (has_any(beginnings)) return std::nullopt;
  return sum_of(ends);
}

}  // namespace ozibus::contacts
