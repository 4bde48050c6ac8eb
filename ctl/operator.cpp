// SPDX-License-Identifier: Apache-2.0
#include "ctl/operator.h"

#include <charconv>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <unistd.h>

namespace ozibus::ctl {

std::optional<uid_t> read_uid(const char* text) {
  if (text == nullptr) return std::nullopt;
  const std::string_view digits(text);
  uid_t uid = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), uid);
  if (error != std::errc{} || end != digits.end()) return std::nullopt;
  return uid;
}

Operator find_operator() {
  const uid_t uid = ::getuid();
  return {uid, uid == 0 ? read_uid(std::getenv("SUDO_UID")) : std::nullopt};
}

}  // namespace ozibus::ctl
