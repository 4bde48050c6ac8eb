// SPDX-License-Identifier: Apache-2.0
// Owns one file descriptor and closes it once.
#pragma once

#include <cerrno>
#include <utility>

#include <unistd.h>

namespace ozibus::base {

class UniqueFd {
 public:
  UniqueFd() noexcept = default;
  explicit UniqueFd(int fd) noexcept : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) reset(std::exchange(other.fd_, -1));
    return *this;
  }
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() { reset(); }

  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] bool valid() const noexcept { return fd_ >= 0; }

  // close() is never repeated: on Linux the descriptor is gone even after EINTR, and its number may
  // belong to another thread by then. errno is kept for the caller who is about to report it.
  void reset(int fd = -1) noexcept {
    if (fd_ >= 0) {
      const int saved_errno = errno;
      ::close(fd_);
      errno = saved_errno;
    }
    fd_ = fd;
  }

 private:
  int fd_ = -1;
};

}  // namespace ozibus::base
