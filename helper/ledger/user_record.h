// SPDX-License-Identifier: Apache-2.0
// All that is remembered of one user, and of one client address: plain structs that go to the disk as they
// are. They stay on the machine that wrote them, so there is no byte order to agree on and nothing to parse.
//
// What is added is cut from `unused`, and zeros have to mean that it is not there. Any other change needs
// another format name and code that reads the old one: a record of a foreign format counts as damaged.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "helper/ledger/digest.h"
#include "helper/ledger/history.h"
#include "helper/ledger/passing_time.h"
#include "helper/ledger/settings.h"

namespace ozibus::ledger {

inline constexpr std::size_t kMostRunning = 8;
inline constexpr std::size_t kMostRemembered = 32;
inline constexpr std::size_t kMostServices = 8;
inline constexpr std::size_t kMostRecoveryCodes = 10;
// A yescrypt hash has 73 characters (crypt(5)).
using RecoveryHash = std::array<char, 80>;
// For people who look into the state; cut when it is longer.
using Name = std::array<char, 64>;

[[nodiscard]] inline Name name_of(std::string_view text) {
  Name name{};
  std::copy_n(text.begin(), std::min(text.size(), name.size()), name.begin());
  return name;
}

// A code that was ordered and has not been accepted or used up since. A client of zeros is a free place.
struct Running {
  Key client;   // service and client address
  Key contact;  // where it went
  Time ordered;
  std::uint64_t base_url;
};

struct Remembered {
  Key client;
  Time since;
};

// The last code that was accepted for a service. A service of zeros is a free place.
struct Accepted {
  Key service;
  Time at;
};

struct RecoveryCodes {
  std::uint32_t count;
  std::uint32_t made;    // how many there were at first
  std::int64_t made_at;  // seconds since 1970
  std::array<RecoveryHash, kMostRecoveryCodes> hashes;
};

struct UserRecord {
  static constexpr std::string_view kFolder = "users";
  static constexpr std::string_view kFormat = "user 1";

  PassingTime clock;
  Name name;
  History<kMostPerUser> sends;
  History<kMostPerUser> rejections;
  std::array<Running, kMostRunning> running;
  std::array<Remembered, kMostRemembered> remembered;
  Time bypass_until;  // the user needs no code before; 0 for never
  RecoveryCodes recovery;
  std::array<Accepted, kMostServices> accepted;
  std::array<char, 944> unused;

  void be_spent(Time now) noexcept { sends.fill(now); }
  [[nodiscard]] bool is_sane() const noexcept {
    const auto is_past = [this](Time time) { return time >= 0 && time <= clock.time; };
    return clock.is_sane() && sends.is_sane(clock.time) && rejections.is_sane(clock.time) &&
           std::ranges::all_of(running, is_past, &Running::ordered) &&
           std::ranges::all_of(remembered, is_past, &Remembered::since) &&
           std::ranges::all_of(accepted, is_past, &Accepted::at) && bypass_until >= 0 &&
           bypass_until <= clock.time + kLongestBypass.count() && recovery.count <= kMostRecoveryCodes;
  }
};

struct HostRecord {
  static constexpr std::string_view kFolder = "hosts";
  static constexpr std::string_view kFormat = "host 1";

  PassingTime clock;
  Name name;
  History<kMostPerHost> sends;
  std::array<char, 272> unused;

  // One damaged file must not refuse everybody behind an address; each user's own budget still holds.
  void be_spent(Time) noexcept {}
  [[nodiscard]] bool is_sane() const noexcept { return clock.is_sane() && sends.is_sane(clock.time); }
};

}  // namespace ozibus::ledger
