// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/line_reader.h"

#include <cerrno>
#include <cstring>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "helper/contacts/foreign_lines.h"

namespace ozibus::contacts {
namespace {

// A smaller file is read faster than mapped.
constexpr off_t kLarge = off_t{1} << 18;

std::string_view map_if_large(int fd) noexcept {
  struct stat status {};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < kLarge) return {};
  const auto size = static_cast<std::size_t>(status.st_size);
  const void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  if (bytes == MAP_FAILED) return {};
  return {static_cast<const char*>(bytes), size};
}

}  // namespace

LineReader::LineReader(int fd) : fd_(fd), mapped_(map_if_large(fd)) {
  if (mapped_.empty()) buffer_.resize(kChunk);
  bytes_ = mapped_.empty() ? buffer_.data() : mapped_.data();
  end_ = mapped_.size();
}

LineReader::~LineReader() {
  if (!mapped_.empty()) ::munmap(const_cast<char*>(mapped_.data()), mapped_.size());
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
