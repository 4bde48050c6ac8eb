// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/line_reader.h"

#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ozibus::contacts {
namespace {

// A smaller file is read faster than mapped.
constexpr off_t kLarge = off_t{1} << 18;

// Compared byte by byte, all at once; a byte of the result has all bits set or none.
constexpr std::size_t kBlock = 16;
using Block [[gnu::vector_size(kBlock)]] = signed char;
using Words = std::array<std::uint64_t, kBlock / sizeof(std::uint64_t)>;

Block block_at(const char* bytes) noexcept {
  Block block;
  std::memcpy(&block, bytes, kBlock);
  return block;
}

// Everything up to '*' is cheaper to tell than a blank and a '*'.
bool may_begin_with(char c, char first) noexcept {
  return c == first || static_cast<signed char>(c) <= '*';
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

constexpr std::size_t kStride = 15 * kBlock;

// How many lines end in a stride, unless one that may matter begins behind one of its bytes.
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

}  // namespace

LineReader::LineReader(int fd) : fd_(fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < kLarge) {
    buffer_.resize(kChunk);
    bytes_ = buffer_.data();
    return;
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  if (mapped == MAP_FAILED) {
    error_ = errno;
    return;
  }
  mapped_ = mapped;
  bytes_ = static_cast<const char*>(mapped);
  end_ = size;
}

LineReader::~LineReader() {
  if (mapped_ != nullptr) ::munmap(mapped_, end_);
}

bool LineReader::next_of(char first) {
  const bool begins_here = !skipping_ && number_ > 0 && begin_ < end_;
  if (begins_here && begin_ >= looked_at_ && !may_begin_with(bytes_[begin_], first)) pass_over(first);
  return next();
}

// From the beginning of one line to that of another, as far as whole strides reach.
void LineReader::pass_over(char first) {
  std::size_t at = begin_;
  std::size_t passed = 0;
  while (at + kStride < end_) {
    const auto ends = foreign_ends(bytes_ + at, first);
    looked_at_ = at + kStride;
    if (!ends) break;
    passed += *ends;
    at += kStride;
  }
  const void* newline = ::memrchr(bytes_ + begin_, '\n', at - begin_);
  if (newline == nullptr) return;
  begin_ = static_cast<std::size_t>(static_cast<const char*>(newline) - bytes_) + 1;
  number_ += passed;
}

bool LineReader::next() {
  for (;;) {
    const char* const pending = bytes_ + begin_;
    const std::size_t size = end_ - begin_;
    if (const void* newline = std::memchr(pending, '\n', size)) {
      const auto length = static_cast<std::size_t>(static_cast<const char*>(newline) - pending);
      if (!skipping_) return hand_out(length, length + 1);
      skipping_ = false;
      begin_ += length + 1;
      continue;
    }
    if (skipping_) {
      begin_ = end_;
    } else if (size > kWhole) {
      skipping_ = true;
      return hand_out(size, size);
    }
    if (fill()) continue;
    if (error_ != 0 || begin_ == end_) return false;
    return hand_out(end_ - begin_, end_ - begin_);
  }
}

bool LineReader::hand_out(std::size_t length, std::size_t line_end) {
  line_ = {bytes_ + begin_, length};
  begin_ += line_end;
  ++number_;
  return true;
}

// Keeps what is pending, which is kWhole bytes at most, and reads behind it.
bool LineReader::fill() {
  if (buffer_.empty()) return false;
  const std::size_t kept = end_ - begin_;
  std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
  begin_ = 0;
  looked_at_ = 0;
  end_ = kept;
  ssize_t count = 0;
  do {
    count = ::read(fd_, buffer_.data() + kept, buffer_.size() - kept);
  } while (count < 0 && errno == EINTR);
  if (count < 0) error_ = errno;
  if (count <= 0) return false;
  end_ += static_cast<std::size_t>(count);
  return true;
}

}  // namespace ozibus::contacts
