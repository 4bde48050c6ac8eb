// SPDX-License-Identifier: Apache-2.0
#include "server/random.h"

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include <sys/random.h>

namespace ozibus::server {
namespace {

std::string draw(std::size_t count, std::string_view alphabet) {
  // Bytes above the largest multiple of the alphabet's size would favour its first letters.
  const std::size_t usable = 256 - 256 % alphabet.size();
  std::string text;
  while (text.size() < count) {
    unsigned char byte = 0;
    fill_random({&byte, 1});
    if (byte < usable) text.push_back(alphabet[byte % alphabet.size()]);
  }
  return text;
}

}  // namespace

void fill_random(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(got));
    } else if (errno != EINTR) {
      // Only a kernel without getrandom(2) gets here, and there is nothing to issue codes from then.
      std::abort();
    }
  }
}

std::string random_digits(std::size_t count) {
  return draw(count, "0123456789");
}

std::string random_token(std::size_t count) {
  return draw(count, "0123456789abcdefghijklmnopqrstuvwxyz");
}

}  // namespace ozibus::server
