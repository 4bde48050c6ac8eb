// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/line_reader.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace ozibus::contacts {

bool LineReader::next_of(std::string_view login) {
  const bool begins_here = !skipping_ && number_ > 0 && begin_ + kBeyond <= end_;
  if (login.size() >= 2 && begins_here && begin_ >= looked_at_) {
    const Beginning beginning{login[0], login[1]};
    if (!may_matter(buffer_.data() + begin_, beginning)) pass_over(beginning);
  }
  return next();
}

// From the beginning of one line to that of another, as far as whole strides reach.
void LineReader::pass_over(Beginning login) {
  std::size_t at = begin_;
  std::size_t passed = 0;
  while (at + kStride + kBeyond <= end_) {
    const auto ends = foreign_ends(buffer_.data() + at, login);
    looked_at_ = at + kStride;
    if (!ends) break;
    passed += *ends;
    at += kStride;
  }
  const void* newline = ::memrchr(buffer_.data() + begin_, '\n', at - begin_);
  if (newline == nullptr) return;
  begin_ = static_cast<std::size_t>(static_cast<const char*>(newline) - buffer_.data()) + 1;
  number_ += passed;
}

bool LineReader::next() {
  for (;;) {
    const char* const pending = buffer_.data() + begin_;
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
  line_ = {buffer_.data() + begin_, length};
  begin_ += line_end;
  ++number_;
  return true;
}

// Keeps what is pending, which is kWhole bytes at most, and reads behind it.
bool LineReader::fill() {
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
