// SPDX-License-Identifier: Apache-2.0
// What one base URL made of a call that costs nothing. It comes from a process that has spoken to the
// network: a struct without pointers, and no value of it is trusted.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "helper/api/otp_api.h"

namespace ozibus::ctl::online {

enum class Kind : std::uint32_t {
  Answered,
  Foreign,      // answered, but not in the words of the service
  Untrusted,    // TLS came to nothing
  Unreachable,  // nor anything else
  Unasked,      // something is wrong here
};

struct Answer {
  Kind kind = Kind::Unasked;
  api::Meaning meaning = api::Meaning::Outage;
  std::int64_t ahead =
      0;  // seconds by which the clock here is ahead of the other one, as far as that is known
  std::array<char, 512> text{};  // why; cut, and without a zero behind it when it fills the room

  void say(std::string_view words) noexcept { words.copy(text.data(), text.size()); }
  [[nodiscard]] std::string_view words() const noexcept {
    const std::string_view all(text.data(), text.size());
    return all.substr(0, all.find('\0'));
  }
};
static_assert(std::is_trivially_copyable_v<Answer>);

}  // namespace ozibus::ctl::online
